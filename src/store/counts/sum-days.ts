import type { Db } from '../connect.ts';
import { addCountsRow, type CohortSum, emptySum, hasMessages, toCohort } from './cohort-sum.ts';
import type { DayRow } from './load-cohorts.ts';
import { planDays, planFacts, planSlots } from './plan-sums.ts';
import type { Selection } from './selection.ts';
import { sumParts } from './sum-cohorts.ts';
import { type Range, SLOT_SECONDS, slotsOf } from './window-parts.ts';

const DAY_SLOTS = 96;

type LocalDay = Range & { readonly day: string; readonly sum: CohortSum };

/**
 * By calendar day of the zone: from quarters of an hour, unless its days are UTC days. Days of 24 hours in a row are
 * grouped by the server; a day that the window or the clock change cuts is asked for alone.
 */
export async function sumDays(db: Db, selection: Selection, timezone: string): Promise<readonly DayRow[]> {
  const days = localDays(selection.window, timezone);
  for (const run of runsOf(days)) {
    const [first] = run;
    if (first === undefined) continue;
    if (isRegular(first)) await sumRun(db, selection, run, first.from / SLOT_SECONDS);
    else await sumDay(db, selection, first);
  }
  return days.filter(({ sum }) => hasMessages(sum)).map(({ day, sum }) => ({ day, cohort: toCohort(sum) }));
}

async function sumRun(
  db: Db,
  selection: Selection,
  run: readonly LocalDay[],
  runStart: number,
): Promise<void> {
  const isUtc = runStart % DAY_SLOTS === 0;
  const start = isUtc ? runStart / DAY_SLOTS : runStart;
  const parts = isUtc
    ? planDays(selection, { from: start, to: start + run.length })
    : planSlots(selection, [{ from: start, to: start + run.length * DAY_SLOTS }]);
  const keys = { k1: isUtc ? 'utc-day-of-run' : 'day-of-run', k2: 'nothing', runStart: start };
  await sumParts(db, parts, keys, selection, (row) => {
    const day = run[Number(row['k1'])];
    if (day !== undefined) addCountsRow(day.sum, row);
  });
}

async function sumDay(db: Db, selection: Selection, day: LocalDay): Promise<void> {
  const { slots, seconds } = slotsOf(day);
  const parts = [...planSlots(selection, slots), ...planFacts(selection, seconds)];
  const keys = { k1: 'nothing', k2: 'nothing' };
  await sumParts(db, parts, keys, selection, (row) => addCountsRow(day.sum, row));
}

/** Regular days that follow each other are one run; any other day is a run of its own. */
function runsOf(days: readonly LocalDay[]): readonly (readonly LocalDay[])[] {
  const runs: LocalDay[][] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last?.[0] !== undefined && isRegular(last[0]) && isRegular(day)) last.push(day);
    else runs.push([day]);
  }
  return runs;
}

/** 24 hours that begin with a quarter of an hour. */
function isRegular({ from, to }: Range): boolean {
  return from % SLOT_SECONDS === 0 && to - from === DAY_SLOTS * SLOT_SECONDS;
}

/** The calendar days of a window in epoch seconds; the first and the last may be cut. */
function localDays({ from, to }: Range, timezone: string): readonly LocalDay[] {
  const days: LocalDay[] = [];
  let start = from;
  while (start < to) {
    const local = Temporal.Instant.fromEpochMilliseconds(start * 1000).toZonedDateTimeISO(timezone);
    const date = local.toPlainDate();
    const next = date.add({ days: 1 }).toZonedDateTime(timezone).epochMilliseconds / 1000;
    const end = Math.min(next, to);
    days.push({ from: start, to: end, day: date.toString(), sum: emptySum() });
    start = end;
  }
  return days;
}
