import { count, rate, say, term } from '../figure.ts';
import { type Outside, outsideOwnRange } from '../own-range.ts';
import { isPreliminary, type Reading } from '../reading.ts';
import type { Explanation } from './explanation.ts';

/** Delivery and opt-outs outside the own range ask for a decision; these are told. */
const IDS = ['click-through', 'conversion-rate'] as const;

/** How far beyond the end of the range, relative to it, is worth a sentence (judgement). */
const NOTABLE = 0.05;

/** A response beyond all of the own last windows. What still comes in may bring a low one back: it is told when final. */
export function explainRange(reading: Reading): readonly Explanation[] {
  return IDS.flatMap((id): readonly Explanation[] => {
    const above = notable(outsideOwnRange(reading, id, 'above'));
    const below = isPreliminary(reading.input) ? null : notable(outsideOwnRange(reading, id, 'below'));
    const outside = above ?? below;
    if (outside === null) return [];
    const label = term(reading.metric(id).metric.label);
    const value = rate(outside.now.successes / outside.now.n);
    const [windows, limit] = [count(outside.windows), rate(outside.limit)];
    const line =
      above === null
        ? say`${label}, ${value}, is below all of your last ${windows} windows (at least ${limit}).`
        : say`${label}, ${value}, is above all of your last ${windows} windows (at most ${limit}).`;
    return [{ id: `${id} range`, line }];
  });
}

function notable(outside: Outside | null): Outside | null {
  if (outside === null) return null;
  const { now, limit } = outside;
  return Math.abs(now.successes / now.n - limit) >= NOTABLE * limit ? outside : null;
}
