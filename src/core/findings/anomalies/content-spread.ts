import { median } from '../median.ts';

/** A campaign's distance from what was expected of it, and the part of its variance that is chance of counts. */
export type Distance = { readonly effect: number; readonly variance: number };

export type ContentSpread = { readonly centre: number; readonly variance: number };

/**
 * How content makes usual campaigns differ, beyond chance of counts: around the median, by moments with weights (DerSimonian &
 * Laird 1986), without those more than three robust deviations off. Sharper than the median deviation alone, on which a
 * tail of one in a thousand cannot rest.
 */
export function contentSpread(campaigns: readonly Distance[]): ContentSpread {
  const centre = median(campaigns.map(({ effect }) => effect));
  const limit = 3 * 1.4826 * median(campaigns.map(({ effect }) => Math.abs(effect - centre)));
  const kept = campaigns.filter(({ effect }) => Math.abs(effect - centre) <= limit);
  let variance = LEAST;
  for (let pass = 0; pass < PASSES; pass += 1) {
    let [sum, total] = [0, 0];
    for (const one of kept) {
      const weight = 1 / (variance + one.variance) ** 2;
      sum += weight * ((one.effect - centre) ** 2 / KEPT_SHARE - one.variance);
      total += weight;
    }
    variance = total > 0 ? Math.max(LEAST, sum / total) : LEAST;
  }
  return { centre, variance };
}

const LEAST = 0.02;
const PASSES = 5;
/** What is left of the variance of a normal variable cut at three deviations. */
const KEPT_SHARE = 0.9733;
