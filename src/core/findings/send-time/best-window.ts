import { twoSidedTail } from '../../stats/special.ts';
import { type HourFit, penalisedInverse } from './fit-hours.ts';
import { HOURS, type HourGroups } from './hour-groups.ts';
import { quadraticForm } from './square-matrix.ts';

/** Local hours texts may arrive at: [from, to), over midnight when from is above to. */
export type SendHours = { readonly from: number; readonly to: number };

export type BestWindow =
  | { readonly verdict: 'window'; readonly hour: number; readonly lift: Lift }
  | { readonly verdict: 'no-difference' }
  | { readonly verdict: 'cannot-be-known' };

/** Odds ratio of a click in the window against the other hours, 95 %. */
type Lift = { readonly ratio: number; readonly lower: number; readonly upper: number };

/**
 * The two adjacent hours with the best odds of a click, among those that were compared often enough. Claimed only when its
 * odds differ from those of the other hours at p < .01 after Bonferroni's correction over all pairs looked at.
 */
export function bestWindow(groups: HourGroups, fit: HourFit, allowed: SendHours): BestWindow {
  const pairs = comparedPairs(groups, fit, allowed);
  if (pairs.length === 0) return { verdict: 'cannot-be-known' };
  const claims = pairs
    .map((pair) => ({ pair, ...estimate(fit, pair.contrast) }))
    .filter(({ value, error }) => value > 0 && (twoSidedTail(value / error) ?? 1) * pairs.length < LEVEL)
    .toSorted((a, b) => b.value - a.value || a.pair.hour - b.pair.hour);
  const best = claims[0];
  if (best === undefined) return { verdict: 'no-difference' };
  const { pair, value, error } = best;
  return {
    verdict: 'window',
    hour: pair.hour,
    lift: {
      ratio: Math.exp(value),
      lower: Math.exp(value - INTERVAL * error),
      upper: Math.exp(value + INTERVAL * error),
    },
  };
}

const LEVEL = 0.01;
const INTERVAL = 1.959963984540054;
const LEAST_DELIVERED = 1000;

/** Of what is not known about a contrast before, the share that the messages must have told. */
const LEAST_TOLD = 0.5;

/** Before anything is seen: how much hours may differ, and zones much more. The question is what the messages tell alone. */
const BELIEF = { hours: 0.3 ** 2, zones: 1 };

type Pair = { readonly hour: number; readonly contrast: Float64Array };

function comparedPairs(groups: HourGroups, fit: HourFit, allowed: SendHours): readonly Pair[] {
  const unknown = penalisedInverse(fit.information, {
    hours: fit.dispersion / BELIEF.hours,
    zones: fit.dispersion / BELIEF.zones,
  });
  return Array.from({ length: HOURS }, (_, hour) => hour)
    .filter((hour) => isAllowed(hour, allowed) && isAllowed((hour + 1) % HOURS, allowed))
    .flatMap((hour) => {
      const contrast = contrastOf(groups, hour);
      return contrast === null ? [] : [{ hour, contrast }];
    })
    .filter(({ contrast }) => {
      const before = BELIEF.hours * contrast.reduce((sum, weight) => sum + weight ** 2, 0);
      return 1 - (fit.dispersion * quadraticForm(unknown, contrast)) / before >= LEAST_TOLD;
    });
}

function isAllowed(hour: number, { from, to }: SendHours): boolean {
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** The pair's hours less the other hours, each side by what was delivered; null when either side has too little. */
function contrastOf({ deliveredAt, zones }: HourGroups, hour: number): Float64Array | null {
  const pair = [hour, (hour + 1) % HOURS];
  const inside = pair.reduce((sum, one) => sum + (deliveredAt[one] ?? 0), 0);
  const outside = deliveredAt.reduce((sum, one) => sum + one, 0) - inside;
  if (inside < LEAST_DELIVERED || outside < LEAST_DELIVERED) return null;
  const contrast = new Float64Array(HOURS + zones);
  deliveredAt.forEach((delivered, one) => {
    contrast[one] = pair.includes(one) ? delivered / inside : -delivered / outside;
  });
  return contrast;
}

function estimate(
  { effects, covariance }: HourFit,
  contrast: Float64Array,
): { readonly value: number; readonly error: number } {
  const value = contrast.reduce((sum, weight, place) => sum + weight * (effects[place] ?? 0), 0);
  return { value, error: Math.sqrt(quadraticForm(covariance, contrast)) };
}
