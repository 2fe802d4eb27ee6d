"""Reference values of the beta-binomial block.
Two arms: Miller's closed form, exact sums in mpmath. More arms: mpmath.quad of exact polynomials or of the density at 40 digits.
Run: /usr/bin/python3 test/core/stats/reference/bayes.py > test/core/stats/reference/bayes.json
"""
import json
import mpmath as mp

mp.mp.dps = 40
m = mp.mpf


def log_beta(a, b):
    return mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)


def better(aa, ba, ab, bb):
    """P(B > A), Miller (2015): sum over i < ab of B(aa+i, ba+bb) / ((bb+i) B(1+i, bb) B(aa, ba))."""
    return mp.fsum(mp.exp(log_beta(m(aa) + i, m(ba) + bb) - mp.log(m(bb) + i) - log_beta(1 + m(i), m(bb)) - log_beta(m(aa), m(ba))) for i in range(ab))


def two(xa, na, xb, nb):
    aa, ba, ab, bb = xa + 1, na - xa + 1, xb + 1, nb - xb + 1
    win_b = better(aa, ba, ab, bb)
    # E[(pB - pA)+] = E pB P(B' > A) - E pA P(B > A'), ' = one success more (Stucchio 2015)
    ea, eb = m(aa) / (aa + ba), m(ab) / (ab + bb)
    loss_a = eb * better(aa, ba, ab + 1, bb) - ea * better(aa + 1, ba, ab, bb)
    loss_b = loss_a - (eb - ea)
    return {"x": [xa, xb], "n": [na, nb], "probabilityBest": [float(1 - win_b), float(win_b)], "expectedLoss": [float(loss_a), float(loss_b)]}


def many(xs, ns):
    """All arms by cumulative sums of binomials: F(p) = P(Bin(a+b-1, p) >= a)."""
    mp.mp.dps = 20
    ab = [(x + 1, n - x + 1) for x, n in zip(xs, ns)]

    def cdf(p, a, b):
        return mp.betainc(a, b, 0, p, regularized=True)

    def pdf(p, a, b):
        return mp.exp((a - 1) * mp.log(p) + (b - 1) * mp.log(1 - p) - log_beta(m(a), m(b)))
    ends = sorted({min(m(1), max(m(0), m(a) / (a + b) + s * mp.sqrt(m(a) * b / (a + b) ** 2 / (a + b + 1)))) for a, b in ab for s in (-10, -5, -2, 0, 2, 5, 10, 20)} | {m(0), m(1)})
    wins = [mp.quad(lambda p: pdf(p, *ab[j]) * mp.fprod(cdf(p, *ab[i]) for i in range(len(ab)) if i != j), ends) for j in range(len(ab))]
    loss = [mp.quad(lambda p: cdf(p, *ab[j]) * (1 - mp.fprod(cdf(p, *ab[i]) for i in range(len(ab)) if i != j)), ends) for j in range(len(ab))]
    mp.mp.dps = 40
    return {"x": xs, "n": ns, "probabilityBest": [float(v) for v in wins], "expectedLoss": [float(v) for v in loss]}


cases = [two(*c) for c in [(0, 0, 0, 0), (0, 10, 0, 10), (30, 700, 45, 720), (0, 500, 3, 60), (40, 40, 39, 40), (20, 19000, 3, 1000), (700, 70000, 760, 70000), (0, 100000000, 2, 100000000), (5, 100, 4000, 80000)]]
cases += [many([3, 5, 4], [40, 41, 39]), many([60, 75, 80, 62], [2000, 2010, 1990, 2000])]
print(json.dumps(cases, indent=1))
