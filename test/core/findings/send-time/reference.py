"""Reference values of click odds by hour: full design matrix with a dummy for each campaign and segment, Newton's method,
variance of hours by plain EM to its fixed point; the score test from the full information matrix.
Run: /usr/bin/python3 test/core/findings/send-time/reference.py > test/core/findings/send-time/reference.json
"""
import json
import numpy as np
from scipy import stats

HOURS = 24


def make(seed, groups, zones, height, own=None, spread=0.05, content=0.4, least=30, most=400):
    rng = np.random.default_rng(seed)
    curve = height * np.exp(-(((np.arange(24) - 17.5) / 2.4) ** 2))
    cells = []
    for g in range(groups):
        segment = "a" if g % 3 else "b"
        level = -2.2 + content * rng.normal()
        hours = {(z, h) for z in range(zones) for h in (rng.choice(np.arange(8, 21), 4, replace=False) if g % 2 else [(10 + g + 2 * z) % 24])}
        for z, h in sorted(hours):
            n = int(rng.integers(least, most))
            mine = own[int(h)] if own is not None and segment == "b" else curve[int(h)]
            p = 1 / (1 + np.exp(-(level + mine + 0.1 * z + spread * rng.normal())))
            cells.append({"campaignId": f"k{g:03d}", "segment": segment, "zone": f"Zone/{z}", "hour": int(h), "delivered": n, "clicked": int(rng.binomial(n, p))})
    return cells


def telling(cells):
    by = {}
    for c in cells:
        by.setdefault((c["campaignId"], c["segment"]), []).append(c)
    kept = []
    for group in by.values():
        n, x = sum(c["delivered"] for c in group), sum(c["clicked"] for c in group)
        if 0 < x < n and len({c["hour"] for c in group}) > 1:
            kept.append(group)
    return kept


def design(groups, zones):
    rows = [(g, c) for g, group in enumerate(groups) for c in group]
    X = np.zeros((len(rows), HOURS + zones + len(groups)))
    for i, (g, c) in enumerate(rows):
        X[i, c["hour"]] = 1
        X[i, HOURS + int(c["zone"][-1])] = 1
        X[i, HOURS + zones + g] = 1
    return X, np.array([c["delivered"] for _, c in rows], float), np.array([c["clicked"] for _, c in rows], float)


def newton(X, n, x, penalty, beta, steps=50):
    for _ in range(steps):
        mu = 1 / (1 + np.exp(-X @ beta))
        W = n * mu * (1 - mu)
        H = X.T @ (W[:, None] * X) + np.diag(penalty)
        beta = beta + np.linalg.solve(H, X.T @ (x - n * mu) - penalty * beta)
    return beta


def start(groups):
    n, x = (np.array([sum(c[key] for c in group) for group in groups]) for key in ("delivered", "clicked"))
    return np.log((x + 0.5) / (n - x + 0.5))


def fit(cells, zones):
    groups = telling(cells)
    X, n, x = design(groups, zones)
    k = HOURS + zones
    seen = [h for h in range(HOURS) if X[:, h].any()]
    phi, variance, beta = 1.0, 0.04, np.zeros(X.shape[1])
    beta[k:] = start(groups)
    for _ in range(3000):
        penalty = np.concatenate([np.full(HOURS, phi / variance), np.full(zones, phi / 0.09), np.zeros(len(groups))])
        beta = newton(X, n, x, penalty, beta, 30 if _ == 0 else 3)
        mu = 1 / (1 + np.exp(-X @ beta))
        W = n * mu * (1 - mu)
        info = X.T @ (W[:, None] * X)
        inverse = np.linalg.inv(info + np.diag(penalty))
        V = phi * inverse[:k, :k]
        new = np.mean([beta[h] ** 2 + V[h, h] for h in seen])
        # cells less all effective parameters
        phi_new = max(1.0, float(np.sum((x - n * mu) ** 2 / W)) / (len(n) - np.trace(inverse @ info)))
        done = abs(new - variance) + abs(phi_new - phi) < 1e-15
        variance, phi = new, phi_new
        if done:
            break
    return {"effects": beta[:k].tolist(), "errors": np.sqrt(np.diag(V)).tolist(), "dispersion": phi, "hourVariance": variance}


def score_p(cells, zones, account):
    groups = telling([c for c in cells if c["segment"] == "b"])
    X, n, x = design(groups, zones)
    offset = X[:, :HOURS] @ np.array(account["effects"][:HOURS])
    keep = [HOURS + z for z in range(1, zones)] + list(range(HOURS + zones, X.shape[1]))
    N = X[:, keep]
    gamma = np.zeros(N.shape[1])
    gamma[zones - 1 :] = start(groups)
    for _ in range(60):
        mu = 1 / (1 + np.exp(-(offset + N @ gamma)))
        W = n * mu * (1 - mu)
        gamma = gamma + np.linalg.solve(N.T @ (W[:, None] * N), N.T @ (x - n * mu))
    mu = 1 / (1 + np.exp(-(offset + N @ gamma)))
    W = n * mu * (1 - mu)
    H = X[:, :HOURS]
    U = H.T @ (x - n * mu)
    cross = H.T @ (W[:, None] * N)
    info = H.T @ (W[:, None] * H) - cross @ np.linalg.solve(N.T @ (W[:, None] * N), cross.T)
    rank = int(np.linalg.matrix_rank(info, tol=1e-7 * np.abs(info).max()))
    return float(stats.chi2.sf(U @ np.linalg.pinv(info, rcond=1e-9) @ U / account["dispersion"], rank))


cases = []
late = 0.8 * np.exp(-(((np.arange(24) - 9.5) / 2.4) ** 2))
for name, zones, made in [
    ("a hill, three zones", 3, make(1, 60, 3, 0.6)),
    ("a low hill, one zone", 1, make(2, 50, 1, 0.35)),
    ("two zones and a segment of its own", 2, make(3, 70, 2, 0.5, late)),
    ("much over-dispersion", 3, make(4, 60, 3, 0.7, spread=0.4)),
    ("campaigns nobody clicks and everybody clicks", 2, make(5, 80, 2, 0.9, content=2.5, least=3, most=60)),
]:
    cells = made
    expected = fit(cells, zones)
    cases.append({"name": name, "cells": [[c["campaignId"], c["segment"], c["zone"], c["hour"], c["delivered"], c["clicked"]] for c in cells], "expected": {**expected, "ownHoursP": score_p(cells, zones, expected)}})
print(json.dumps(cases))
