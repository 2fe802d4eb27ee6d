import { hasTooFew } from '../change.ts';
import { type ComparedMetric, LEAST_WINDOWS } from '../reading.ts';
import type { ScorecardRow } from '../scorecard-model.ts';

/** Bars from zero that differ by less than this part of the highest look alike: a row of them says nothing. */
const LEAST_SPREAD = 0.1;

/** The own last windows and this one, oldest first; nothing to draw for few, alike or negative ones, or without a value now. */
export function composeSpark({
  metric,
  now,
  history,
}: ComparedMetric): NonNullable<ScorecardRow['spark']> | null {
  if (history.length < LEAST_WINDOWS || now.value === null || hasTooFew(metric, now)) return null;
  const all = [...history.toReversed(), now];
  const values = all.map(({ value }) => value ?? 0);
  const highest = Math.max(...values);
  const lowest = Math.min(...values);
  if (lowest < 0 || highest - lowest < LEAST_SPREAD * highest || highest === 0) return null;
  return all.map(({ figure, value }) => ({ figure, share: (value ?? 0) / highest }));
}
