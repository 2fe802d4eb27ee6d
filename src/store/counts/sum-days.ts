import type { Db } from '../connect.ts';
import { addCountsRow, type CohortSum, emptySum, hasMessages, toCohort } from './cohort-sum.ts';
import type { DayRow } from './load-cohorts.ts';
import { planFacts, planSlots } from './plan-sums.ts';
import type { Selection } from './selection.ts';
import { sumParts } from './sum-cohorts.ts';
import { type Range, SLOT_SECONDS, slotsOf } from './window-parts.ts';

type LocalDay = Range & { readonly day: string; readonly sum: CohortSum };

/** By calendar day of the zone: from quarters of an hour, since its days are seldom UTC days. */
export async function sumDays(db: Db, selection: Selection, timezone: string): Promise<readonly DayRow[]> {
  const days = localDays(selection.window, timezone);
  const pieces = days.map((day) => ({ day, ...slotsOf(day) }));
  const slots = merge(pieces.flatMap((piece) => piece.slots));
  await sumParts(db, planSlots(selection, slots), { k1: 'slot', k2: 'nothing' }, selection, (row) => {
    const at = Number(row['k1']) * SLOT_SECONDS;
    const day = days.find(({ from, to }) => from <= at && at < to);
    if (day !== undefined) addCountsRow(day.sum, row);
  });
  for (const { day, seconds } of pieces) {
    const parts = planFacts(selection, seconds);
    await sumParts(db, parts, { k1: 'nothing', k2: 'nothing' }, selection, (row) =>
      addCountsRow(day.sum, row),
    );
  }
  return days.filter(({ sum }) => hasMessages(sum)).map(({ day, sum }) => ({ day, cohort: toCohort(sum) }));
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

/** Neighbouring ranges as one, so that one statement reads them. */
function merge(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last !== undefined && last.to === range.from) merged.splice(-1, 1, { from: last.from, to: range.to });
    else merged.push(range);
  }
  return merged;
}
