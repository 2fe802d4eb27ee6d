import { gaussLegendre } from './gauss-legendre.ts';
import type { Proportion } from './newcombe-interval.ts';
import { betaCdf, logGamma } from './special.ts';

/**
 * Beta-binomial posterior of each arm: the chance to be the best one, and what choosing it would lose.
 *
 * Answers: "how likely is it that B is the best?" Descriptive only. A chance above 95 % is **not** safe when the report
 * is read every week, and never decides.
 * Valid with a flat prior Beta(1, 1) on every rate, arms independent; any counts, none included.
 * Formula: a = x + 1, b = n - x + 1;  P(best j) = ∫ fj Π(i≠j) Fi;  expected loss j = E[max] - E[pj] = ∫ Fj (1 - Π(i≠j) Fi).
 * Source: Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), 2.4 (posterior); Miller, "Formulas for Bayesian A/B
 * testing" (2015), whose closed form for two arms gives reference values; loss: Stucchio, "Bayesian A/B testing at VWO"
 * (2015). E[X] = ∫ (1 - F) turns the loss into one integral without cancellation.
 * Accuracy: absolute error below 1e-9 while a, b <= 1e5 and arms have up to 1e6 contacts, 1e-6 up to 1e8 (there the beta
 * tails are those of `special.ts`). Cost: some 100 arms² beta tails, about a millisecond for two arms.
 * Reference values: facts/stats-cases.json (R) and test/core/stats/reference/bayes.json (mpmath).
 *
 * @returns in the order of `arms`; of no arms nothing
 */
export function bayesArms(arms: readonly Proportion[]): readonly BayesArm[] {
  const posteriors = arms.map(posteriorOf);
  const wins = arms.map(() => 0);
  const losses = arms.map(() => 0);
  const ends = segmentEnds(posteriors);
  for (const [k, high] of ends.entries()) {
    const low = ends[k - 1];
    if (low === undefined) continue;
    for (const { x, weight } of gaussLegendre(low, high)) {
      const below = posteriors.map(({ a, b }) => betaCdf(x, a, b) ?? 0);
      for (const [j, posterior] of posteriors.entries()) {
        const others = below.reduce((product, F, i) => (i === j ? product : product * F), 1);
        wins[j] = (wins[j] ?? 0) + weight * density(posterior, x) * others;
        losses[j] = (losses[j] ?? 0) + weight * (below[j] ?? 0) * (1 - others);
      }
    }
  }
  // somebody is the best: takes out what the range leaves out and what ln B loses at large counts
  const all = wins.reduce((sum, win) => sum + win, 0);
  return posteriors.map(({ mean }, j) => ({
    probabilityBest: (wins[j] ?? 0) / all,
    expectedLoss: losses[j] ?? 0,
    posteriorMean: mean,
  }));
}

export type BayesArm = {
  readonly probabilityBest: number;
  /** in units of the rate: what is given up on average by choosing this arm */
  readonly expectedLoss: number;
  readonly posteriorMean: number;
};

type Posterior = {
  readonly a: number;
  readonly b: number;
  readonly mean: number;
  readonly sd: number;
  readonly logBeta: number;
};

function posteriorOf({ successes, n }: Proportion): Posterior {
  const [a, b] = [successes + 1, n - successes + 1];
  const mean = a / (a + b);
  const sd = Math.sqrt((mean * (b / (a + b))) / (a + b + 1));
  return { a, b, mean, sd, logBeta: lnGamma(a) + lnGamma(b) - lnGamma(a + b) };
}

function density({ a, b, logBeta }: Posterior, x: number): number {
  return Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta);
}

/** Only of numbers above 0 here. */
function lnGamma(x: number): number {
  return logGamma(x) ?? 0;
}

/**
 * The range cut where any arm's density changes, so that a narrow arm beside a wide one is not stepped over: 8 standard
 * deviations, on the side of a rare event (whose tail is exponential, not normal) up to 40.
 */
function segmentEnds(posteriors: readonly Posterior[]): readonly number[] {
  const ends = posteriors.flatMap(({ a, b, mean, sd }) => {
    const right = a < FEW ? TAIL_STEPS : [];
    const left = b < FEW ? TAIL_STEPS : [];
    return [...STEPS, ...right, ...left.map((step) => -step)].map((step) => mean + step * sd);
  });
  const inside = ends.map((end) => Math.min(1, Math.max(0, end))).sort((one, other) => one - other);
  return inside.filter((end, k) => k === 0 || end > (inside[k - 1] ?? 0));
}

const STEPS = [-8, -5, -3, -1.5, 0, 1.5, 3, 5, 8] as const;
const TAIL_STEPS = [12, 20, 40] as const;
/** Events below which 8 standard deviations leave out more than 1e-12 of the tail; judgement. */
const FEW = 400;
