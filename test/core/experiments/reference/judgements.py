#!/usr/bin/python3
"""Reference judgements, written from statistics.md 3, 4, 5 and 7 alone, at 50 digits (mpmath), Holm by statsmodels.

    /usr/bin/python3 test/core/experiments/reference/judgements.py > test/core/experiments/reference/judgements.json

Seeded: a second run prints the same bytes. Nothing of src/ is used.
"""

import json
import random

from mpmath import mp, mpf, log, sqrt, exp
from statsmodels.stats.multitest import multipletests

mp.dps = 50
rng = random.Random(20261125)


def k0(alpha):
    return -2 * log(alpha) + log(1 - 2 * log(alpha))


def critical(r, alpha):
    g = k0(alpha) * r
    return sqrt((1 + g) / g * (2 * log(1 / alpha) + log(1 + g)))


def log_e(z, r, alpha):
    g = k0(alpha) * r
    return -log(1 + g) / 2 + z * z / 2 * g / (1 + g)


def wilson(x, n, z):
    p, n = mpf(x) / n, mpf(n)
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return middle - half, middle + half


def newcombe(a, b, z):
    (xa, na), (xb, nb) = a, b
    pa, pb = mpf(xa) / na, mpf(xb) / nb
    (la, ua), (lb, ub) = wilson(xa, na, z), wilson(xb, nb, z)
    d = pb - pa
    return d - sqrt((pb - lb) ** 2 + (ua - pa) ** 2), d + sqrt((ub - pb) ** 2 + (pa - la) ** 2)


def rates(a, b, shares, planned, rate):
    (xa, na), (xb, nb) = a, b
    n = mpf(na + nb)
    pooled = (xa + xb) / n
    z = (mpf(xb) / nb - mpf(xa) / na) / sqrt(pooled * (1 - pooled) * (mpf(1) / na + mpf(1) / nb))
    v = na * nb / n * pooled * (1 - pooled)
    both = mpf(shares[0]) + mpf(shares[1])
    v_star = planned * both * (shares[0] / both) * (shares[1] / both) * mpf(rate) * (1 - mpf(rate))
    return z, v / v_star, v


def amounts(a, b, shares, planned):
    """Welford over the combined sample would be the same; exact integers need no such care."""
    n = a["n"] + b["n"]
    s1, s2 = a["sum"] + b["sum"], a["squares"] + b["squares"]
    variance = (mpf(s2) - mpf(s1) ** 2 / n) / (n - 1)
    se = sqrt(variance * (mpf(1) / a["n"] + mpf(1) / b["n"]))
    d = mpf(b["sum"]) / b["n"] - mpf(a["sum"]) / a["n"]
    return d / se, mpf(n) / (planned * (mpf(shares[0]) + mpf(shares[1]))), d, se


def number(x):
    return float(x) if abs(x) > mpf("1e-300") or x == 0 else 0.0


def finish(case, keys, numbers, alpha):
    """numbers: per pair (z, r, interval at a critical value)"""
    m = len(numbers)
    logs = [log_e(z, r, alpha) for z, r, _ in numbers]
    ps = [min(mpf(1), exp(-e)) for e in logs]
    adjusted = multipletests([float(p) for p in ps], method="holm")[1]
    case["pairs"] = []
    for (first, second), (z, r, interval), e, p, q in zip(keys, numbers, logs, ps, adjusted):
        c = critical(r, mpf(alpha) / m)
        low, high = interval(c)
        case["pairs"].append(
            {
                "first": first, "second": second, "z": number(z), "fraction": number(r), "critical": number(c),
                "logE": number(e), "p": number(p), "adjusted": float(q), "lower": number(low), "upper": number(high),
            }
        )
    return case


SPLITS = {2: [[0.5, 0.5], [0.9, 0.1], [0.95, 0.05], [0.2, 0.8]], 3: [[0.4, 0.4, 0.2], [0.5, 0.3, 0.2]], 4: [[0.25] * 4, [0.4, 0.3, 0.2, 0.1]]}


def is_gated(a, b):
    """statistics.md 3"""
    n = a[1] + b[1]
    rarer = min(a[0] + b[0], n - a[0] - b[0])
    return rarer < 20 or min(a[1], b[1]) * rarer / n < 5


def draw_rates(index):
    k = [2, 2, 2, 3, 4][index % 5]
    shares = rng.choice(SPLITS[k])
    planned = int(10 ** rng.uniform(4, 7.5))
    rate = rng.choice([0.005, 0.02, 0.06, 0.3, 0.7, 0.95])
    ids = "ABCD"[:k]
    arms = []
    filled = rng.uniform(0.3, 1)
    spread = rng.choice([0.02, 0.1, 0.4])
    for share in shares:
        # one standard deviation of a fair split at most: no alarm
        n = round(planned * share * filled + rng.uniform(-0.5, 0.5) * float(sqrt(planned * share * filled)))
        true = min(0.99, rate * rng.uniform(1 - spread, 1 + spread))
        arms.append((round(n * true), n))
    if any(is_gated(a, b) for i, a in enumerate(arms) for b in arms[i + 1 :]):
        return draw_rates(index)
    # the plan may be far off: validity does not hang on it
    guess = min(0.9, max(0.001, rate * rng.uniform(0.3, 2)))
    case = {"kind": "rate", "shares": shares, "plannedContacts": planned, "plannedRate": guess, "alpha": 0.05,
            "arms": [{"id": i, "contacts": x, "n": n} for i, (x, n) in zip(ids, arms)]}
    pairs = [(i, j) for i in range(k) for j in range(i + 1, k)]
    numbers = []
    for i, j in pairs:
        z, r, _ = rates(arms[i], arms[j], (shares[i], shares[j]), planned, guess)
        numbers.append((z, r, lambda c, i=i, j=j: newcombe(arms[i], arms[j], c)))
    return finish(case, [(ids[i], ids[j]) for i, j in pairs], numbers, 0.05)


def draw_amounts(index):
    k = [2, 2, 3][index % 3]
    shares = rng.choice(SPLITS[k])
    planned = int(10 ** rng.uniform(4, 5.5))
    ids = "ABC"[:k]
    arms = []
    for share in shares:
        n = round(planned * share * 0.9)
        buyers = max(50, round(n * rng.uniform(0.02, 0.1)))
        values = [round(1_000_000 * rng.lognormvariate(3, 1)) // 10_000 * 10_000 for _ in range(buyers)]
        arms.append({"n": n, "buyers": buyers, "sum": sum(values), "squares": sum(v * v for v in values)})
    case = {"kind": "amount", "shares": shares, "plannedContacts": planned, "plannedRate": 0.05, "alpha": 0.05,
            "arms": [{"id": i, "contacts": a["buyers"], "n": a["n"], "sum": float(a["sum"]), "sumSquares": float(a["squares"])}
                     for i, a in zip(ids, arms)]}
    pairs = [(i, j) for i in range(k) for j in range(i + 1, k)]
    numbers = []
    for i, j in pairs:
        z, r, d, se = amounts(arms[i], arms[j], (shares[i], shares[j]), planned)
        numbers.append((z, r, lambda c, d=d, se=se: (d - c * se, d + c * se)))
    return finish(case, [(ids[i], ids[j]) for i, j in pairs], numbers, 0.05)


print(json.dumps([draw_rates(i) for i in range(45)] + [draw_amounts(i) for i in range(9)], indent=1))
