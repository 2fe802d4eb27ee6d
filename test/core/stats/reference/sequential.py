"""Reference values of the sequential test, the split tests, relative lift, amounts and sample size.
mpmath at 60 digits, scipy for the chi-square test.
Run: /usr/bin/python3 test/core/stats/reference/sequential.py > test/core/stats/reference/sequential.json
"""
import json
from fractions import Fraction
import mpmath as mp
from scipy.stats import chisquare

mp.mp.dps = 60
m = mp.mpf
out = {}


def phi_quantile(tail):
    """z with P(Z > z) = tail, by bisection of erfc."""
    low, high = m(0), m(60)
    for _ in range(220):
        middle = (low + high) / 2
        low, high = (middle, high) if mp.erfc(middle / mp.sqrt(2)) / 2 > tail else (low, middle)
    return low


def scale(alpha):
    return -2 * mp.log(m(alpha)) + mp.log(1 - 2 * mp.log(m(alpha)))


def critical(fraction, alpha):
    """The |z| at which the mixture integral reaches 1/alpha: a root of the integral, not of the closed form."""
    g = scale(alpha) * m(fraction)
    # e(z) = integral over theta ~ N(0, g) of exp(theta z - theta^2/2)
    e = lambda z: mp.log(mp.quad(lambda t: mp.exp(t * z - t * t / 2 - t * t / (2 * g)), [-mp.inf, 0, z * g / (1 + g), mp.inf]) / mp.sqrt(2 * mp.pi * g))
    return mp.findroot(lambda z: e(z) + mp.log(m(alpha)), (m('1.5') + 1 / mp.sqrt(g), m(8) + 3 / mp.sqrt(g)), solver='anderson', tol=1e-30)


mp.mp.dps = 30
out["critical"] = [
    {"fraction": f, "alpha": a, "c": float(critical(f, a))}
    for a in (0.05, 0.01, 0.05 / 6) for f in (0.001, 0.01, 0.1, 0.4, 0.75, 1, 1.7, 25)
]
mp.mp.dps = 60
out["evidence"] = []
for z, f, a in [(0, 1, .05), (1.96, .3, .05), (-3.1, 1, .05), (3.0352, 1, .05), (5, .02, .01), (-12, 2, .05), (40, 1, .05), (300, 1.5, .05), (1e-9, 1e-9, .05)]:
    g = scale(a) * m(f)
    log_e = -mp.log(1 + g) / 2 + m(z) ** 2 * g / (1 + g) / 2
    out["evidence"].append({"z": z, "fraction": f, "alpha": a, "logE": float(log_e), "p": float(min(m(1), mp.exp(-log_e)))})

out["information"] = []
for xa, na, xb, nb in [(20, 1000, 30, 1000), (0, 50, 3, 60), (5, 1900, 1, 100), (1500000, 60000000, 99000000, 100000000), (60, 60, 60, 60), (1, 100000000, 0, 100000000)]:
    # variance of the difference, pooled, turned to the log-odds scale: (p q)^2 / var(d)
    p = Fraction(xa + xb, na + nb)
    v = p * (1 - p) * na * nb / (na + nb)
    out["information"].append({"xA": xa, "nA": na, "xB": xb, "nB": nb, "v": float(v)})

out["sampleRatio"] = []
for x, w in [
    ([5110, 4890], [.5, .5]), ([7010, 2005, 985], [.7, .2, .1]), ([0, 0], [.5, .5]), ([1, 0], [.5, .5]), ([5300, 4700], [.5, .5]),
    ([96000, 4000], [.95, .05]), ([50020000, 49980000], [.5, .5]), ([50100000, 49900000], [.5, .5]), ([21306, 21387, 21307], [1, 1, 1]),
    ([250, 260, 0, 255], [1, 1, 0, 1]), ([12, 0], [.999, .001]), ([90000, 10000], [9, 1]), ([3, 997], [.5, .5]),
]:
    total = sum(Fraction(v) for v in w)
    s = [m(Fraction(v).numerator) / Fraction(v).denominator * total.denominator / total.numerator for v in w]
    n, k = sum(x), m(1000)
    log_bf = mp.loggamma(k) - mp.loggamma(k + n) + sum(
        mp.loggamma(k * si + xi) - mp.loggamma(k * si) - xi * mp.log(si) for si, xi in zip(s, x) if si > 0)
    case = {"observed": x, "weights": w, "logBayesFactor": float(log_bf)}
    kept = [(xi, float(si)) for xi, si in zip(x, s) if si > 0]
    if n > 0 and min(si * n for _, si in kept) >= 5:
        r = chisquare([xi for xi, _ in kept], [si * n for _, si in kept])
        case |= {"chiSquare": float(r.statistic), "df": len(kept) - 1, "p": float(r.pvalue)}
    out["sampleRatio"].append(case)

out["relativeLift"] = []
for xa, na, xb, nb, z in [(400, 20000, 480, 20000, 1.959963984540054), (30, 950, 5, 50, 3.0352), (1500000, 60000000, 1512000, 60000000, 3.5), (5, 100, 99, 100, 2), (52, 1080, 33, 1100, 3)]:
    pa, pb = m(xa) / na, m(xb) / nb
    se = mp.sqrt(pb * (1 - pb) / nb / pa ** 2 + pa * (1 - pa) / na * pb ** 2 / pa ** 4)
    lift = pb / pa - 1
    out["relativeLift"].append({"xA": xa, "nA": na, "xB": xb, "nB": nb, "z": z, "lift": float(lift), "lower": float(max(m(-1), lift - m(z) * se)), "upper": float(lift + m(z) * se)})

out["amount"] = []
for a, b in [
    ((1000, 25100, 1250000), (900, 30500, 1760000)), ((3, 6, 14), (2, 9, 45)), ((10000000, 3 * 10 ** 9, 9 * 10 ** 13), (500000, 160000000, 5 * 10 ** 12)),
    ((50000000, 10 ** 15, 10 ** 24), (50000000, 101 * 10 ** 13, 10 ** 24)), ((40, 0, 0), (60, 500, 90000)),
]:
    n, s, q = (m(x) + y for x, y in zip(a, b))
    var = (q - s * s / n) / (n - 1)
    d = m(b[1]) / b[0] - m(a[1]) / a[0]
    se = mp.sqrt(var * (m(1) / a[0] + m(1) / b[0]))
    out["amount"].append({"a": a, "b": b, "difference": float(d), "se": float(se), "z": float(d / se)})

out["sampleSize"] = []
for p1, p2, alpha, power, ratio, comparisons, sequential in [
    (.04, .05, .05, .8, 1, 1, False), (.02, .026, .05, .8, 1, 1, True), (.02, .03, .05, .8, 1 / 9, 1, True), (.002, .003, .01, .9, 19, 1, False),
    (.1, .08, .05, .8, .5, 6, True), (.026, .02, .05, .8, 1 / 9, 1, True), (.02, .026, .05, .8, 9, 1, True), (.95, .97, .05, .85, 1, 3, False), (0, .01, .05, .8, 1, 1, False), (1e-6, 2e-6, .05, .8, 1, 1, True),
]:
    al = m(alpha) / comparisons
    z, zp, r = phi_quantile(al / 2), phi_quantile(1 - m(power)), m(ratio)
    pbar = (m(p1) + r * m(p2)) / (1 + r)
    size = lambda crit: (crit * mp.sqrt((1 + 1 / r) * pbar * (1 - pbar)) + zp * mp.sqrt(m(p1) * (1 - m(p1)) + m(p2) * (1 - m(p2)) / r)) ** 2 / (m(p1) - m(p2)) ** 2
    na = size(z)
    if sequential:
        g = -2 * mp.log(al) + mp.log(1 - 2 * mp.log(al))
        c = mp.sqrt((1 + g) / g * (-2 * mp.log(al) + mp.log(1 + g)))
        na *= ((c + zp) / (z + zp)) ** 2
        na = na if ratio == 1 else max(na, size(c))
    out["sampleSize"].append({"p1": p1, "p2": p2, "alpha": alpha, "power": power, "ratio": ratio, "comparisons": comparisons, "sequential": sequential, "a": float(na), "b": float(r * na)})

print(json.dumps(out, indent=1))
