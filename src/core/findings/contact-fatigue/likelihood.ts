import { logNegativeBinomial, negativeBinomialAtLeast } from '../../stats/negative-binomial.ts';
import { type ContactBin, expectedOfStep } from './contact-bin.ts';
import { predictRecent, type UsualClicking } from './usual-clicking.ts';

/** Likelihood of a bin's recent clicks if nothing changed, and if the contact lapsed. */
export type BinLikelihood = {
  readonly bin: ContactBin;
  /** clicks to be expected if nothing changed, and how sure that is: negative binomial */
  readonly mean: number;
  readonly shape: number;
  /** clicks that as many texts bring from a usual contact */
  readonly others: number;
  readonly unchanged: number;
  readonly lapsed: number;
};

/** A lapsed contact clicks this often compared with before; the three are averaged, for nobody knows which (findings.md 3). */
const LEFT = [0.1, 0.25, 0.45] as const;
/** The count of a bin stands for itself and everything above it from here. */
const TOP = 8;

export function likelihoodOf(usual: UsualClicking, bin: ContactBin, season: number): BinLikelihood {
  const { shape, mean } = predictRecent(usual, bin, season);
  const lapsed =
    LEFT.reduce((sum, left) => sum + mass(bin.clickedRecent, shape, left * mean), 0) / LEFT.length;
  const others = season * usual.level * expectedOfStep(bin.recentStep);
  return { bin, mean, shape, others, unchanged: mass(bin.clickedRecent, shape, mean), lapsed };
}

function mass(x: number, shape: number, mean: number): number {
  if (x >= TOP) return negativeBinomialAtLeast(TOP, shape, mean) ?? 0;
  const log = logNegativeBinomial(x, shape, mean);
  return log === null ? 0 : Math.exp(log);
}
