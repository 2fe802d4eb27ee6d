import type { EngagementFit } from '../engagement/engagement-fit.ts';
import { phaseOf } from '../history.ts';
import { median } from '../median.ts';

/** The week effects, each the median of the five around it in its phase: one campaign cannot move its own week. */
export function usualWeeks({ week, weeks }: EngagementFit): readonly number[] {
  return Array.from(week, (_, weeksAgo) => {
    const phase = phaseOf(weeks, weeksAgo);
    const near = [-2, -1, 0, 1, 2]
      .map((step) => weeksAgo + step)
      .filter((other) => phaseOf(weeks, other) === phase);
    return median(near.map((other) => week[other] ?? 0));
  });
}
