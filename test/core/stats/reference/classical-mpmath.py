"""Reference values of intervals, huge exact tests and the sequential split test, mpmath at 50 digits.
Agresti-Caffo is held against statsmodels on the way. Its score interval (0.13.5) is not used: it differs from the published
Miettinen-Nurminen limits (Newcombe 1998 II, table II, method 6), which the cubic below gives.
Run: /usr/bin/python3 test/core/stats/reference/classical-mpmath.py > test/core/stats/reference/classical-mpmath.json
"""
import json
import mpmath as mp
import statsmodels
from statsmodels.stats.proportion import confint_proportions_2indep

mp.mp.dps = 50
cases = []
LN10 = mp.log(10)


def add(family, data, expected):
    expected = {k: 0 if isinstance(v, mp.mpf) and abs(v) < mp.mpf(10) ** -25 and v != 0 and not k.startswith("p_") else v for k, v in expected.items()}
    clean = {k: ([float(x) for x in v] if isinstance(v, list) else None if v is None else float(v)) for k, v in expected.items()}
    cases.append({"family": family, "id": "mp-%s-%d" % (family, len(cases) + 1), "input": data, "expected": clean})


def z_of(conf):
    tail = (1 - mp.mpf(repr(conf))) / 2
    return mp.findroot(lambda t: mp.erfc(t / mp.sqrt(2)) / 2 - tail, 2)


PAIRS = [(33, 1100, 52, 1080), (0, 60, 4, 60), (0, 60, 0, 60), (60, 60, 60, 60), (0, 10, 10, 10), (0, 1, 1, 1), (1, 1, 0, 1), (1, 1, 1, 1), (12, 950, 1, 50), (190, 9500, 12, 500),
         (1, 100000000, 2, 100000000), (2500000, 100000000, 2510000, 100000000), (95, 95000000, 9, 5000000), (56, 70, 48, 80), (9, 10, 3, 10), (5, 56, 0, 29), (500, 1000, 500, 1000), (3, 7, 5, 9)]


def wilson(x, n, z):
    x, n = mp.mpf(x), mp.mpf(n)
    p = x / n
    mid = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * mp.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return mid - half, mid + half


def newcombe(xa, na, xb, nb, z):
    pa, pb = mp.mpf(xa) / na, mp.mpf(xb) / nb
    (la, ua), (lb, ub) = wilson(xa, na, z), wilson(xb, nb, z)
    return pb - pa - mp.sqrt((pb - lb) ** 2 + (ua - pa) ** 2), pb - pa + mp.sqrt((ub - pb) ** 2 + (pa - la) ** 2)


def mn_rates(delta, xa, na, xb, nb):
    """The cubic of Miettinen & Nurminen's appendix for pA given pB = pA + delta, all roots, the likeliest of them."""
    xa, na, xb, nb = map(mp.mpf, (xa, na, xb, nb))
    lo, hi = max(mp.mpf(0), -delta), min(mp.mpf(1), 1 - delta)
    if hi - lo < mp.mpf(10) ** -45:
        return lo, lo + delta
    # xa/p - (na-xa)/(1-p) + xb/(p+d) - (nb-xb)/(1-p-d) = 0 times p (1-p) (p+d) (1-p-d)
    d = delta
    P = lambda *c: list(c)  # highest power first
    mul = lambda u, v: [sum(u[i] * v[k - i] for i in range(len(u)) if 0 <= k - i < len(v)) for k in range(len(u) + len(v) - 1)]
    addp = lambda u, v: [a + b for a, b in zip(u, v)]
    a_part, b_part = mul(P(-na, xa), mul(P(1, d), P(-1, 1 - d))), mul(P(-nb, xb - nb * d), mul(P(1, 0), P(-1, 1)))
    roots = mp.polyroots(addp(a_part, b_part), maxsteps=500, extraprec=400)
    real = [mp.re(r) for r in roots if abs(mp.im(r)) < mp.mpf(10) ** -20]

    def loglik(p):
        q = p + d
        def term(c, r):
            return mp.mpf(0) if c == 0 else (c * mp.log(r) if r > 0 else -mp.inf)
        return term(xa, p) + term(na - xa, 1 - p) + term(xb, q) + term(nb - xb, 1 - q)
    inside = [min(max(r, lo), hi) for r in real if lo - mp.mpf(10) ** -25 <= r <= hi + mp.mpf(10) ** -25] + [lo, hi]
    best = max(inside, key=loglik)
    return best, best + d


def mn(xa, na, xb, nb, z):
    n = mp.mpf(na + nb)
    diff = mp.mpf(xb) / nb - mp.mpf(xa) / na

    def refused(delta):
        pa, pb = mn_rates(delta, xa, na, xb, nb)
        var = (pa * (1 - pa) / na + pb * (1 - pb) / nb) * n / (n - 1)
        return (diff - delta) ** 2 > z * z * var

    def edge(frm, to):
        if frm == to:
            return frm
        for _ in range(75):
            mid = (frm + to) / 2
            if refused(mid):
                frm = mid
            else:
                to = mid
        return to
    return edge(mp.mpf(-1), diff), edge(mp.mpf(1), diff)


for i, (xa, na, xb, nb) in enumerate(PAIRS):
    for conf in ([0.95, 0.999] if i % 3 == 0 else [0.95]):
        z = z_of(conf)
        data = {"x_a": xa, "n_a": na, "x_b": xb, "n_b": nb, "conf": conf}
        diff = mp.mpf(xb) / nb - mp.mpf(xa) / na
        lo, up = newcombe(xa, na, xb, nb, z)
        add("newcombe_hybrid_score", data, {"diff": diff, "lower": lo, "upper": up})
        pa, pb = mp.mpf(xa + 1) / (na + 2), mp.mpf(xb + 1) / (nb + 2)
        half = z * mp.sqrt(pa * (1 - pa) / (na + 2) + pb * (1 - pb) / (nb + 2))
        lo, up = max(mp.mpf(-1), pb - pa - half), min(mp.mpf(1), pb - pa + half)
        add("agresti_caffo", data, {"diff": diff, "lower": lo, "upper": up})
        ac = confint_proportions_2indep(xb, nb, xa, na, method="agresti-caffo", alpha=1 - conf)
        assert abs(ac[0] - lo) < 1e-12 or lo == -1, (data, ac, lo)
        assert abs(ac[1] - up) < 1e-12 or up == 1, (data, ac, up)
        lo, up = mn(xa, na, xb, nb, z)
        add("miettinen_nurminen", data, {"diff": diff, "lower": lo, "upper": up})

for x, n, conf in [(4, 25, 0.95), (0, 33, 0.95), (70, 70, 0.95), (0, 1, 0.95), (1, 1, 0.95), (1, 2, 0.99), (1, 1000000000, 0.95), (999999999, 1000000000, 0.95), (50000000, 100000000, 0.999), (3, 8, 0.5), (12, 500, 0.9), (9500, 95000, 0.95), (7, 100, 0.999999)]:
    lo, up = wilson(x, n, z_of(conf))
    add("wilson", {"x": x, "n": n, "conf": conf}, {"lower": 0 if x == 0 else lo, "upper": 1 if x == n else up})


def exact(logmass, ratio_up, lo, hi, mode, obs):
    """ln of the sum of masses no larger than the observed (1 + 1e-7), outward by ratios of neighbours from two starts."""
    own = logmass(obs)
    bound = own + mp.log1p(mp.mpf(10) ** -7)

    def start(a, b, want_first):
        while b - a > 1:
            m = (a + b) // 2
            small = logmass(m) <= bound
            if want_first:
                a, b = (a, m) if small else (m, b)
            else:
                a, b = (m, b) if small else (a, m)
        return b if want_first else a
    left = start(lo - 1, mode + 1, False) if logmass(mode) > bound else mode
    right = start(mode, hi + 1, True)
    total = mp.mpf(0)
    for k, step in ((left, -1), (right, 1)):
        if k < lo or k > hi:
            continue
        term = mp.exp(logmass(k) - own)
        while True:
            total += term
            if not lo <= k + step <= hi or term < total * mp.mpf(10) ** -30:
                break
            term = term * ratio_up(k) if step > 0 else term / ratio_up(k - 1)
            k += step
    return min(mp.mpf(0), own + mp.log(total))


def lchoose(n, k):
    return mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1)


def p_expected(logp):
    return {"p_two_sided": mp.exp(logp) if logp > -690 else None, "log10_p": logp / LN10}


mp.mp.dps = 40
for xa, na, xb, nb in [(2500000, 100000000, 2501000, 100000000), (25000, 1000000, 25600, 1000000), (9500, 95000, 700, 5000), (9500, 95000, 2700, 5000), (0, 1000000, 40, 1000000), (1, 100000000, 9, 100000000),
                       (190000, 95000000, 10400, 5000000), (500000, 1000000, 500001, 1000000), (1000, 2000, 2000, 2000), (0, 2000, 2000, 2000), (30000000, 100000000, 31000000, 100000000), (12, 40000000, 0, 60000000)]:
    K, N = xa + xb, na + nb
    lm = lambda k: lchoose(na, k) + lchoose(nb, K - k) - lchoose(N, K)
    up = lambda k: mp.mpf(na - k) * (K - k) / (mp.mpf(k + 1) * (nb - K + k + 1))
    logp = exact(lm, up, max(0, K - nb), min(K, na), (K + 1) * (na + 1) // (N + 2), xa)
    add("fisher_exact", {"x_a": xa, "n_a": na, "x_b": xb, "n_b": nb}, p_expected(logp))

for xa, ta, xb, tb in [(50000, 1, 50600, 1), (2500000, 1e8, 2504000, 1e8), (100000, 3, 240000, 7), (0, 1, 2000, 1), (5000, 10, 9000, 10), (40, 95, 9, 5), (1000000, 1, 1000000, 1)]:
    n, p = xa + xb, mp.mpf(tb) / (mp.mpf(ta) + tb)
    lm = lambda k: lchoose(n, k) + k * mp.log(p) + (n - k) * mp.log(1 - p)
    up = lambda k: mp.mpf(n - k) / (k + 1) * p / (1 - p)
    logp = exact(lm, up, 0, n, int(mp.floor((n + 1) * p)), xb)
    add("poisson_rate_ratio", {"x_a": xa, "t_a": ta, "x_b": xb, "t_b": tb}, p_expected(logp))

mp.mp.dps = 50
for x, w, a in [([5110, 4890], [.5, .5], None), ([7010, 2005, 985], [.7, .2, .1], None), ([0, 0], [.5, .5], None), ([1, 0], [.5, .5], None), ([0, 500], [.5, .5], None), ([50003000, 49997000], [.5, .5], None), ([95100000, 4900000], [.95, .05], None),
                ([5000, 5000], [.5, .5], [.5, .5]), ([520, 480], [.5, .5], [10, 10]), ([33, 33, 34], [.25, .25, .5], [250, 250, 500]), ([95012, 4988], [.95, .05], [9500, 500]), ([25000, 25100, 24900, 25000], [.25] * 4, None), ([3, 1], [.9, .1], [1, 1]), ([60000000, 40000000], [.5, .5], None)]:
    alpha = [mp.mpf(v) for v in (a if a else [mp.mpf(str(v)) * 1000 for v in w])]
    k = sum(alpha)
    lbf = mp.loggamma(k) - mp.loggamma(k + sum(x)) + sum(mp.loggamma(al + xi) - mp.loggamma(al) for al, xi in zip(alpha, x)) - sum(xi * mp.log(mp.mpf(str(wi))) for xi, wi in zip(x, w))
    add("srm_sequential", {"cumulative": x, "weights": w, **({"dirichlet_alpha": a} if a else {})}, {"log_bayes_factor": lbf})

for r, al in [(.1, .05), (.75, .01), (1, .05), (1, .01), (.001, .05), (1e-6, .05), (2, .05), (50, .05), (.5, .1), (.25, .0001), (1, 1e-12), (.02, .0125), (1000, .2)]:
    r_, a_ = mp.mpf(str(r)), mp.mpf(str(al))
    g = r_ * (-2 * mp.log(a_) + mp.log(1 - 2 * mp.log(a_)))
    add("seq_mixture_critical_value", {"information_fraction": r, "alpha": al}, {"c": mp.sqrt((1 + g) / g * (2 * mp.log(1 / a_) + mp.log(1 + g)))})
    for z in [0, 2.5, -6, 45]:
        loge = -mp.log(1 + g) / 2 + mp.mpf(z) ** 2 / 2 * g / (1 + g)
        logp = min(mp.mpf(0), -loge)
        add("always_valid_p", {"z": z, "information_fraction": r, "alpha": al}, {"log_e": loge, "p_always_valid": mp.exp(logp) if logp > -690 else None, "log10_p": logp / LN10})

print(json.dumps({"computed_by": "mpmath %s at 50 digits, classical-mpmath.py; Agresti-Caffo also statsmodels %s" % (mp.__version__, statsmodels.__version__), "cases": cases}, indent=1))
