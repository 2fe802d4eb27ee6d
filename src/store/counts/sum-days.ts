import type { Db } from '../connect.ts';
import { type CohortSum, emptySum, hasMessages, toCohort } from './cohort-sum.ts';
import type { DayRow } from './load-cohorts.ts';
import { planRanges } from './plan-sums.ts';
import type { SumReader } from './read-sums.ts';
import type { Selection } from './selection.ts';
import { asksOf } from './sum-cohorts.ts';
import type { Range } from './window-parts.ts';

type LocalDay = Range & { readonly day: string; readonly sum: CohortSum };

/** By calendar day of the zone: UTC days, less and plus the quarters of an hour that belong to the next local day. */
export async function sumDays(
  db: Db,
  selection: Selection,
  timezone: string,
  read: SumReader,
): Promise<readonly DayRow[]> {
  const days = localDays(spanOf(selection, timezone), timezone);
  await read(
    db,
    asksOf(planRanges(selection, days), (owner) => days[owner]?.sum),
  );
  return days.filter(({ sum }) => hasMessages(sum)).map(({ day, sum }) => ({ day, cohort: toCohort(sum) }));
}

/** The part of the window, in days of the zone, in which its campaigns send: a window may be centuries long. */
function spanOf({ window, active }: Selection, timezone: string): Range {
  const first = active.reduce((least, span) => Math.min(least, span.first), window.to);
  const last = active.reduce((most, span) => Math.max(most, span.last), window.from);
  return {
    from: Math.max(window.from, midnight(first, timezone, 0)),
    to: Math.min(window.to, midnight(last, timezone, 1)),
  };
}

/** Start of the day that many days after the one of an instant; epoch seconds. */
function midnight(seconds: number, timezone: string, days: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(timezone);
  return local.toPlainDate().add({ days }).toZonedDateTime(timezone).epochMilliseconds / 1000;
}

/** The calendar days of a window in epoch seconds; the first and the last may be cut. */
function localDays({ from, to }: Range, timezone: string): readonly LocalDay[] {
  const days: LocalDay[] = [];
  let start = from;
  while (start < to) {
    const local = Temporal.Instant.fromEpochMilliseconds(start * 1000).toZonedDateTimeISO(timezone);
    const end = Math.min(midnight(start, timezone, 1), to);
    days.push({ from: start, to: end, day: local.toPlainDate().toString(), sum: emptySum() });
    start = end;
  }
  return days;
}
