import { logBinomialMass } from './binomial-mass.ts';
import { logExactTwoSided } from './exact-two-sided.ts';
import type { Proportion } from './newcombe-interval.ts';

/**
 * Fisher's exact test of two rates, two-sided.
 *
 * Answers: "2 of 45 against 9 of 47: with so few, could chance alone do it?" A detail line for one look; it decides
 * nothing here (rulings B.10) and says too little rather than too much (it is conservative).
 * Valid for two independent groups of at least one each, of any size.
 * Formula: given K successes in all, the first group has k of them with the hypergeometric chance
 *   B(k; K, p) B(nA - k; N - K, p) / B(nA; N, p), p = nA / N, B the binomial mass;
 * p is the sum over all tables no likelier than this one (exact-two-sided.ts).
 * Source: Fisher, Statistical Methods for Research Workers, 5th ed. (1934), 21.02; the two-sided rule is R's fisher.test.
 * Accuracy: relative error below 1e-11 to 1e8 contacts. Cost: 50 ms at 1e8.
 * Reference values: test/core/stats/reference/classical-r.json (R fisher.test) and classical-mpmath.json (mpmath).
 *
 * @returns null when a group is empty
 */
export function fisherExact(a: Proportion, b: Proportion): number | null {
  const logP = logFisherExact(a, b);
  return logP === null ? null : Math.exp(logP);
}

/** ln p: exists where p is too small for a number. */
export function logFisherExact(a: Proportion, b: Proportion): number | null {
  if (!(a.n > 0 && b.n > 0)) return null;
  const n = a.n + b.n;
  const successes = a.successes + b.successes;
  const [p, q] = [a.n / n, b.n / n];
  const whole = logBinomialMass(a.n, n, p, q);
  return logExactTwoSided(
    {
      lowest: Math.max(0, successes - b.n),
      highest: Math.min(successes, a.n),
      mode: Math.floor(((successes + 1) * (a.n + 1)) / (n + 2)),
      logMass: (k) =>
        logBinomialMass(k, successes, p, q) + logBinomialMass(a.n - k, n - successes, p, q) - whole,
    },
    a.successes,
  );
}
