import type { Proportion } from './newcombe-interval.ts';

/**
 * Always-valid evidence: the normal-mixture sequential test on the score scale.
 *
 * Answers: "the report is read every week; may this difference be believed whenever somebody looks?" A fixed z of
 * 1.96 read 20 times calls 13-31 % of equal arms different; this calls at most alpha of them, at any number of looks.
 * Valid for a score statistic z with information V that grows over the test, large samples (the gates of
 * `core/experiments`), and a fraction r = V / V* whose V* comes from the plan, never from the data at hand. A bad plan
 * costs power, not validity.
 * Formula: g = k0 r,  ln e = -½ ln(1 + g) + ½ z² g / (1 + g),  always-valid p = min(1, 1/e),
 *   critical c = √((1 + g)/g · (2 ln(1/α) + ln(1 + g))): |z| >= c is e >= 1/α.
 * Sources: Robbins, Ann. Math. Statist. 41 (1970) 1397-1409; Howard, Ramdas, McAuliffe & Sekhon, Ann. Statist. 49 (2021)
 * 1055-1080, eq. 14 (two-sided normal mixture boundary, their rho = V* / k0); Johari, Koomen, Pekelis & Walsh, Oper. Res.
 * 70 (2022) 1806-1821 (always-valid p = 1 / e); Waudby-Smith et al., arXiv 2103.06476, eq. 161 (k0).
 * Accuracy: relative error below 1e-14 of c, absolute below 1e-12 + 1e-15 |ln e| against mpmath; nothing underflows on
 * the log scale, p itself is 0 from ln e = 745 on. Cost: constant.
 * Reference values: facts/stats-cases.json and test/core/stats/reference/sequential.json (mpmath).
 *
 * @param z signed, second arm minus first
 * @param fraction V / V*, information so far over information planned
 * @param alpha two-sided, 0..1 exclusive
 * @returns null while there is no information
 */
export function mixtureEvidence(z: number, fraction: number, alpha: number): Evidence | null {
  const critical = mixtureCriticalValue(fraction, alpha);
  if (critical === null || Number.isNaN(z)) return null;
  const g = mixtureScale(alpha) * fraction;
  const logE = -Math.log1p(g) / 2 + ((z * z) / 2) * (g / (1 + g)); // Howard et al., eq. 14 before it is solved for z
  return { logE, alwaysValidP: Math.min(1, Math.exp(-logE)), critical };
}

export type Evidence = {
  /** natural logarithm of the evidence against equal arms; the decision is on this scale */
  readonly logE: number;
  /** 0 = below 1e-323; print as "< 1e-300" */
  readonly alwaysValidP: number;
  readonly critical: number;
};

/**
 * The |z| at which the mixture test rejects at this fraction of the planned information; takes the place of 1.96 in the
 * intervals that are shown. 3.035 at the planned end for alpha 0.05.
 *
 * @returns null when the fraction is not above 0 or not finite, or alpha is not between 0 and 1
 */
export function mixtureCriticalValue(fraction: number, alpha: number): number | null {
  if (!(fraction > 0 && Number.isFinite(fraction) && alpha > 0 && alpha < 1)) return null;
  const g = mixtureScale(alpha) * fraction;
  return Math.sqrt(((1 + g) / g) * (Math.log1p(g) - 2 * Math.log(alpha))); // Howard et al., eq. 14 over √V
}

/** k0 = -2 ln α + ln(1 - 2 ln α): the boundary is near its tightest at r = 1 (Waudby-Smith et al. eq. 161). */
function mixtureScale(alpha: number): number {
  const logAlpha = Math.log(alpha);
  return -2 * logAlpha + Math.log(1 - 2 * logAlpha);
}

/**
 * Information of a pair of rates about their log-odds ratio, V = (na nb / n) p̄ (1 - p̄), p̄ pooled.
 * Grows with events, so that it grows in a blast too, where n is final at the first look and clicks arrive later.
 * Source: Whitehead, The Design and Analysis of Sequential Clinical Trials, 2nd ed. (1997), 3.2 (efficient score of
 * two binomials).
 *
 * @returns 0 where an arm is empty, nobody or everybody succeeded
 */
export function informationOfPair(a: Proportion, b: Proportion): number {
  const n = a.n + b.n;
  if (!(a.n > 0 && b.n > 0)) return 0;
  const successes = a.successes + b.successes;
  return a.n * (b.n / n) * (successes / n) * ((n - successes) / n);
}

/**
 * V* = N* wa wb p0 (1 - p0), the information of a pair when its planned contacts are there; w inside the pair.
 *
 * @param contacts N*, planned contacts of the pair
 * @param shareA of the first arm inside the pair, 0..1
 * @param rate p0, 0..1
 */
export function plannedInformation(contacts: number, shareA: number, rate: number): number {
  return contacts * shareA * (1 - shareA) * rate * (1 - rate);
}
