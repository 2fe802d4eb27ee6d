# Writes negative-binomial.json: exact values of the negative binomial by mpmath, tails by scipy.
# Run: /usr/bin/python3 test/core/stats/reference/negative-binomial.py > test/core/stats/reference/negative-binomial.json
import json
from mpmath import mp, mpf, gamma, log, loggamma
from scipy.stats import nbinom

mp.dps = 40
cases = []
for shape in (0.3, 1, 2.7, 31.5, 4000):
    for mean in (0.01, 1, 3.2, 40):
        for x in (0, 1, 5, 8, 60):
            r, m = mpf(shape), mpf(mean)
            value = loggamma(x + r) - loggamma(r) - loggamma(x + 1) + r * log(r / (r + m)) + x * log(m / (r + m))
            tail = nbinom.sf(x - 1, shape, shape / (shape + mean))
            cases.append({"x": x, "shape": shape, "mean": mean, "log": float(value), "atLeast": float(tail)})
print(json.dumps(cases, indent=1))
