/** Every time at which something happened in a group, ascending, with events and censorings of each group. */
export function survivalTable(groups: readonly SurvivalTimes[]): readonly TimeRow[] {
  const rows = new Map<number, { time: number; events: number[]; censored: number[] }>();
  const add = (what: 'events' | 'censored', group: number, { time, count }: TimedCount): void => {
    const row = rows.get(time) ?? { time, events: groups.map(() => 0), censored: groups.map(() => 0) };
    row[what][group] = (row[what][group] ?? 0) + count;
    rows.set(time, row);
  };
  for (const [group, times] of groups.entries()) {
    for (const one of times.events) add('events', group, one);
    for (const one of times.censored) add('censored', group, one);
  }
  return [...rows.values()].sort((one, other) => one.time - other.time);
}

export type TimeRow = {
  readonly time: number;
  readonly events: readonly number[];
  readonly censored: readonly number[];
};

/** Of one group, in any order and any unit of time; the same time may appear twice. */
export type SurvivalTimes = {
  readonly events: readonly TimedCount[];
  /** not seen to respond until this time */
  readonly censored: readonly TimedCount[];
};

/** `count` contacts at `time`; individual times have count 1. */
export type TimedCount = { readonly time: number; readonly count: number };

/** Times as R and most programs keep them: one time and one mark a contact. */
export function individualTimes(times: readonly number[], isEvent: readonly boolean[]): SurvivalTimes {
  const timed = times.map((time, contact) => ({ time, count: 1, isEvent: isEvent[contact] === true }));
  return { events: timed.filter((one) => one.isEvent), censored: timed.filter((one) => !one.isEvent) };
}

export function total(counts: readonly TimedCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}
