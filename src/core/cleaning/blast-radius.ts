import type { CleaningThresholds } from './settings.ts';

/** How far the open recommendations of a run reach. */
export type Reach = {
  /** null = the whole list */
  readonly segment: string | null;
  /** contacts a message could be sent to */
  readonly reachable: number;
  /** of them, would be taken out by open recommendations */
  readonly takenOut: number;
};

type Limits = Pick<CleaningThresholds, 'holdShare' | 'holdTimes' | 'holdLeast'>;

/** Why a person has to release the run, in one line; null = nobody has to. The first run is compared with none. */
export function heldBecause(
  reaches: readonly Reach[],
  previousWouldSuppress: number | null,
  { holdShare, holdTimes, holdLeast }: Limits,
): string | null {
  const large = reaches.filter(
    ({ reachable, takenOut }) => takenOut >= holdLeast && takenOut > holdShare * reachable,
  );
  const [first] = large;
  if (first !== undefined) {
    const where = first.segment === null ? 'of the list' : `of the segment ${first.segment}`;
    return `${first.takenOut} of ${first.reachable} reachable contacts ${where} would go`;
  }
  const whole = reaches.find(({ segment }) => segment === null);
  if (whole === undefined || previousWouldSuppress === null) return null;
  return whole.takenOut >= holdLeast && whole.takenOut > holdTimes * previousWouldSuppress
    ? `${whole.takenOut} contacts would go, ${previousWouldSuppress} in the run before`
    : null;
}
