import type { Cohort } from '../counts.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import { newcombeInterval, type Proportion } from '../stats/newcombe-interval.ts';
import type { CampaignCohort } from './performance-input.ts';
import { LEAST_WINDOWS, type Reading } from './reading.ts';

/** People or messages in the window from which on a rule may speak (judgement). */
const LEAST_N = 1_000;

export type Outside = {
  readonly now: Proportion;
  readonly past: Proportion;
  /** the highest or lowest of the windows */
  readonly limit: number;
  readonly windows: number;
};

/** Beyond all of the own last windows, and from all of them together by more than chance. */
export function outsideOwnRange(reading: Reading, id: MetricId, side: 'above' | 'below'): Outside | null {
  const { now, history } = reading.metric(id);
  const past = history.filter(({ denominator }) => (denominator ?? 0) >= LEAST_N);
  if (now.value === null || (now.denominator ?? 0) < LEAST_N || past.length < LEAST_WINDOWS) return null;
  const values = past.map(({ value }) => value ?? 0);
  const limit = side === 'above' ? Math.max(...values) : Math.min(...values);
  if (side === 'above' ? now.value <= limit : now.value >= limit) return null;
  const pooled = {
    successes: past.reduce((sum, { numerator }) => sum + (numerator ?? 0), 0),
    n: past.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0),
  };
  const own = { successes: now.numerator ?? 0, n: now.denominator ?? 0 };
  const { lower, upper } = newcombeInterval(pooled, own);
  const isBeyondChance = side === 'above' ? lower > 0 : upper < 0;
  return isBeyondChance ? { now: own, past: pooled, limit, windows: past.length } : null;
}

/** The campaign with the highest value; null when none has any. */
export function campaignWithMost(
  { input }: Reading,
  valueOf: (cohort: Cohort) => number,
): CampaignCohort | null {
  const [most] = input.campaigns.toSorted((a, b) => valueOf(b.cohort) - valueOf(a.cohort));
  return most === undefined || valueOf(most.cohort) <= 0 ? null : most;
}
