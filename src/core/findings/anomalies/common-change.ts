import type { EngagementFit } from '../engagement/engagement-fit.ts';
import { median } from '../median.ts';

/** What the segments have in common, by phase, against the baseline: the median of their changes. */
export function commonChange({ groups, levels }: EngagementFit): readonly [number, number, number] {
  const places = [...groups.values()];
  const changeTo = (phase: number): number =>
    median(places.map((group) => (levels[group * 3 + phase] ?? 0) - (levels[group * 3] ?? 0)));
  return [0, changeTo(1), changeTo(2)];
}
