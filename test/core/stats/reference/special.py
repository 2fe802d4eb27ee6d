"""Reference values of special functions, mpmath at 50 digits.
Run: /usr/bin/python3 test/core/stats/reference/special.py > test/core/stats/reference/special.json
"""
import json
import mpmath as mp

mp.mp.dps = 50
cases = []


def add(f, args, value, log=False):
    cases.append({"f": f, "args": args, "value": float(value), **({"log": True} if log else {})})


for x in [1e-10, 0.5, 1, 1.5, 2, 3.7, 40, 171.3, 1e4, 123456.5, 1e6, 3e8, 1e10]:
    add("logGamma", [x], mp.loggamma(mp.mpf(x)))

for p in [1e-300, 1e-100, 1e-20, 1e-10, 0.0001, 0.0125, 0.025, 0.05, 0.2, 0.4999, 0.8, 0.975, 0.9995]:
    # Newton on the log of the tail, from the asymptotic start: a root of our own choosing, not of a library
    q = min(mp.mpf(p), 1 - mp.mpf(p))
    z = mp.findroot(lambda t: mp.log(mp.erfc(t / mp.sqrt(2)) / 2) - mp.log(q), mp.sqrt(-2 * mp.log(q)))
    add("normalQuantile", [p], -z if p < 0.5 else z)

for z in [0, 1e-8, 0.3, 1, 1.959963984540054, -2.5, 3, 5, -8, 12, 20, 30, 36.5, 37.5, 38.2, 50, 100, 1000]:
    tail = mp.erfc(abs(mp.mpf(z)) / mp.sqrt(2))
    if tail > 1e-300:
        add("twoSidedTail", [z], tail)
    add("logTwoSidedTail", [z], mp.log(tail), True)

for x, df in [(0, 1), (1e-12, 1), (0.5, 1), (3.84, 1), (4.84, 1), (700, 1), (1330, 1), (5000, 1), (0.25, 2), (5.09, 2), (1e5, 2),
              (12.5, 3), (1e6, 3), (20, 9), (3, 9), (2000, 9), (110, 100), (60, 100), (5e4, 100), (10500, 10000), (9700, 10000), (13000, 10000), (40000, 10000)]:
    a, h = mp.mpf(df) / 2, mp.mpf(x) / 2
    tail = mp.gammainc(a, h, mp.inf, regularized=True)
    if tail > 1e-300:
        add("chiSquareTail", [x, df], tail)
    add("logChiSquareTail", [x, df], mp.log(tail), True)


def beta_cdf(x, a, b):
    """By quadrature of the density around its mode, from x down."""
    x, a, b = mp.mpf(x), mp.mpf(a), mp.mpf(b)
    if max(a, b) <= 2000:
        return mp.betainc(a, b, 0, x, regularized=True)
    sd = mp.sqrt(a * b / ((a + b) ** 2 * (a + b + 1)))
    norm = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    low = max(mp.mpf(0), min(x, a / (a + b)) - 14 * sd)
    steps = [low + (x - low) * k / 40 for k in range(41)]
    return mp.quad(lambda t: mp.exp((a - 1) * mp.log(t) + (b - 1) * mp.log(1 - t) - norm) if t > 0 else mp.mpf(0), steps)


for x, a, b in [(0.4, 2, 3), (0.05, 1, 30), (0.5, 0.5, 0.5), (0.3, 700.5, 1500), (0.001, 1, 1000), (0.02, 31, 1400), (0.4999, 1e5, 1e5), (0.5003, 99999, 100001)]:
    add("betaCdf", [x, a, b], beta_cdf(x, a, b))
for a, b in [(1e5 + 1, 1e5 + 1), (150000, 5e6), (1e6, 1e6), (2e5, 1e8), (1e7, 3e7), (5e7, 5e7)]:
    m, sd = a / (a + b), (a * b / ((a + b) ** 2 * (a + b + 1))) ** 0.5
    for k in [-6, -3, -1, 0, 0.5, 2, 4]:
        x = m + k * sd
        add("betaCdf", [x, a, b], beta_cdf(x, a, b))

for t, df in [(0, 5), (1e-6, 3.3), (0.5, 1), (0.999, 10.5), (1.001, 10.5), (1.5689, 1745.3), (2.2, 1.5), (12.7, 1), (3, 17.25), (9, 4), (40, 40), (1000, 90),
              (5, 99999), (2, 1e5), (2, 100001), (0.1, 100001), (8, 250000), (30, 2e6), (1.96, 1e8), (7, 2e8), (60, 2e8), (100, 1e4), (1e5, 300), (1e-3, 1e5), (1e9, 200)]:
    v, tt = mp.mpf(df), mp.mpf(t)
    x = v / (v + tt * tt)
    if df <= 1e4:
        tail = mp.betainc(v / 2, mp.mpf("0.5"), 0, x, regularized=True)
    else:  # quadrature of the density over the tail
        norm = mp.loggamma((v + 1) / 2) - mp.loggamma(v / 2) - mp.log(v * mp.pi) / 2
        dens = lambda s: mp.exp(norm - (v + 1) / 2 * mp.log1p(s * s / v))
        steps = [tt + mp.mpf(k) / (2 * max(1, t)) for k in range(0, 160)]
        tail = 2 * mp.quad(dens, steps) if t > 0.5 else 1 - 2 * mp.quad(dens, [0, tt])
    if tail > 1e-300:
        add("studentTail", [t, df], tail)
    add("logStudentTail", [t, df], mp.log(tail), True)

print(json.dumps({"computed_by": "mpmath %s at 50 digits, special.py" % mp.__version__, "cases": cases}, indent=1))
