# Reference values of the pieces of findings: tails of counts (scipy), isotonic rates (min-max formula), CUSUM (as a
# maximum of partial sums), EWMA (scipy.signal), Cochran-Armitage on observed less expected, and a fit by dense matrices.
# Run: /usr/bin/python3 test/core/findings/reference/pieces.py > test/core/findings/reference/pieces.json
import json
import numpy as np
from scipy import integrate, signal, stats

rng = np.random.default_rng(20000)


def gamma_poisson():
    cases = [(0, 3, 2), (1, 12.5, .4), (9, 12.5, 4), (40, 5, 9.4), (300, 2, 20), (31, 12.5, 11.46), (7, 1e4, 1.5), (1200, 12.5, 900)]
    return [dict(x=x, shape=r, mean=m, tail=float(stats.nbinom.sf(x - 1, r, r / (r + m)))) for x, r, m in cases]


def logit_normal():
    cases = [(16, 708, -2.37, .078), (0, 300, -2.5, .05), (300, 300, 2.5, .05), (593, 3238, -2.27, .0784), (40, 2000, -2.3, .09), (2000, 10000, -2.2, .04), (5, 200, -3, .25), (90000, 1000000, -2.2, .06)]
    out = []
    for x, n, centre, variance in cases:
        s = np.sqrt(variance)
        turn = float(np.clip((np.log((x + .5) / (n - x + .5)) - centre) / s, -11, 11))
        rate = lambda u: 1 / (1 + np.exp(-(centre + s * u)))
        low = integrate.quad(lambda u: stats.norm.pdf(u) * stats.binom.cdf(x, n, rate(u)), -12, 12, epsabs=1e-14, epsrel=1e-10, limit=500, points=[turn])[0]
        high = integrate.quad(lambda u: stats.norm.pdf(u) * stats.binom.sf(x - 1, n, rate(u)), -12, 12, epsabs=1e-14, epsrel=1e-10, limit=500, points=[turn])[0]
        out.append(dict(x=x, n=n, centre=centre, variance=variance, low=low, high=high))
    return out


def isotonic():
    out = []
    for _ in range(8):
        k = int(rng.integers(1, 9))
        y, w = rng.normal(1, .4, k), rng.uniform(.1, 50, k)
        # min over starts of max over ends, of weighted means (Barlow et al. 1972, 1.2), for a decreasing sequence
        mean = lambda a, b: float(np.average(y[a:b + 1], weights=w[a:b + 1]))
        fit = [min(max(mean(a, b) for b in range(i, k)) for a in range(i + 1)) for i in range(k)]
        out.append(dict(rates=y.tolist(), weights=w.tolist(), fit=fit))
    return out


def cusum():
    out = []
    for shift in (0, .8, 1.5, 3):
        z = np.concatenate([rng.normal(0, 1, 25), rng.normal(shift, 1, 15)])
        p = np.concatenate([[0], np.cumsum(z - .5)])
        s = np.array([p[i] - p[:i + 1].min() for i in range(1, len(p))])
        onset = None
        for i, value in enumerate(s):
            if value <= 1e-12:
                onset = None
            elif value >= 5 and onset is None:
                onset = int(np.argmin(p[:i + 1]))
        if onset is not None:
            rest = z[onset:]
            sums = np.concatenate([[0], np.cumsum(rest - max(.5, rest.mean() / 2))[:-1]])
            onset += int(np.argmin(sums))
        out.append(dict(z=z.tolist(), onset=onset))
    return out


def ewma():
    z = rng.normal(0, 1, 12)
    smoothed = signal.lfilter([.2], [1, -.8], z)
    t = np.arange(1, 13)
    return dict(z=z.tolist(), smoothed=smoothed.tolist(), limit=(2.7 * np.sqrt(.2 / 1.8 * (1 - .8 ** (2 * t)) + .05)).tolist())


def dose_trend():
    d = np.array([2., 7, 11, 16])
    out = []
    for x, e in [((50, 40, 30, 20), (40, 40, 40, 40)), ((10, 20, 30, 40), (12.5, 21, 28, 36.)), ((5, 0, 3, 9), (4, 2, 3, 8.))]:
        x, e = np.array(x, float), np.array(e, float)
        e = e * x.sum() / e.sum()
        p = e / e.sum()
        # variance of a multinomial sum of scores
        variance = 1.5 * x.sum() * (np.dot(p, d ** 2) - np.dot(p, d) ** 2)
        out.append(dict(observed=x.tolist(), expected=e.tolist(), z=float(np.dot(d, x - e) / np.sqrt(variance))))
    return out


def fit():
    """Counts without noise, so that both variances lie at their floors (.0025, .002); then the joint normal equations of all
    effects at once (Henderson), iterated to the fixed point of the working values. 22 weeks: baseline and recent."""
    segments, weeks, cells = 4, 22, []
    for week in range(weeks):
        for k in range(2):
            campaign = week * 2 + k
            for s in range(segments):
                if (campaign + s) % 3 == 0:
                    continue
                phase = 2 if week < 8 else 0
                eta = -2.4 + .25 * s + (-.4 if phase == 2 and s == 1 else 0) + .02 * np.sin(campaign) + .01 * np.cos(week)
                n = 30000 + 1000 * s
                cells.append((campaign, s, week, n, int(round(n / (1 + np.exp(-eta))))))
    c, s, w, n, x = (np.array(v) for v in zip(*cells))
    phase = np.where(w < 8, 1, 0)
    slot = s * 2 + phase
    slots, campaigns = segments * 2, weeks * 2
    mean_level = float(np.log((x.sum() + .005) / (n.sum() + 1 - x.sum() - .005)))
    design = np.zeros((len(n), slots + campaigns + weeks))
    rows = np.arange(len(n))
    design[rows, slot] = 1
    design[rows, slots + c] = 1
    design[rows, slots + campaigns + w] = 1
    prior = np.diag(np.concatenate([np.full(slots, .25), np.full(campaigns, 1 / .0025), np.full(weeks, 1 / .09)]))
    start = np.concatenate([np.full(slots, mean_level), np.zeros(campaigns + weeks)])
    beta = start.copy()
    for _ in range(400):
        eta = design @ beta
        mu = 1 / (1 + np.exp(-eta))
        info = n * mu * (1 - mu)
        z = eta + (x - n * mu) / info
        weight = 1 / (1 / info + .002)
        beta = np.linalg.solve(design.T @ (weight[:, None] * design) + prior, design.T @ (weight * z) + prior @ start)
    return dict(cells=[dict(campaign=f"c{a:02d}", segment=f"s{b}", weeksAgo=int(d), delivered=int(e), clicked=int(f)) for a, b, d, e, f in cells],
                fitted=(design @ beta).tolist(), content=beta[slots:slots + campaigns].tolist())


print(json.dumps(dict(gammaPoisson=gamma_poisson(), logitNormal=logit_normal(), isotonic=isotonic(), cusum=cusum(), ewma=ewma(), doseTrend=dose_trend(), fit=fit()), indent=1))
