import { parseRule } from '../core/time/calendar-rule.ts';
import { nextFires } from '../core/time/fires.ts';
import type { Window } from '../core/time/window.ts';
import { windowOf } from '../core/time/window-kinds.ts';
import type { Schedule } from '../store/schedules.ts';

export type Upcoming = {
  readonly key: string;
  readonly at: Temporal.Instant;
  readonly window: Window;
};

/** The next due times of all these schedules together, soonest first; a paused one has none. */
export function upcoming(
  schedules: readonly Schedule[],
  after: Temporal.Instant,
  count: number,
): readonly Upcoming[] {
  return schedules
    .filter(({ pausedAt }) => pausedAt === null)
    .flatMap(({ key, rule, timezone, windowKind }) =>
      nextFires(parseRule(rule), timezone, after, count).map((fire) => ({
        key,
        at: fire.at,
        window: windowOf(windowKind, fire, timezone),
      })),
    )
    .sort((left, right) => Temporal.Instant.compare(left.at, right.at))
    .slice(0, count);
}
