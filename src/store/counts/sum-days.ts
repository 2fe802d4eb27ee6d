import { type CohortSum, emptySum, hasMessages, toCohort } from './cohort-sum.ts';
import type { DayRow } from './load-cohorts.ts';
import type { Range } from './owned-range.ts';
import { planRanges } from './plan-sums.ts';
import type { SumReader } from './read-sums.ts';
import type { Selection } from './selection.ts';
import { asksOf } from './sum-cohorts.ts';
import type { SumPart } from './sum-part.ts';
import { DAY_SECONDS } from './window-parts.ts';

type LocalDay = Range & { readonly day: string };

/** The days of a zone; those it was asked for last are known. */
export type Calendar = { readonly timezone: string; readonly daysOf: (window: Range) => readonly LocalDay[] };

/** A calendar is slow, and a load asks twice: for what it expects to read, and for what it reads. */
export function calendarOf(timezone: string): Calendar {
  let last: { readonly window: Range; readonly days: readonly LocalDay[] } | null = null;
  return {
    timezone,
    daysOf: (window) => {
      if (last?.window.from !== window.from || last.window.to !== window.to)
        last = { window, days: localDays(window, timezone) };
      return last.days;
    },
  };
}

/** By calendar day of the zone: UTC days, less and plus the quarters of an hour that belong to the next local day. */
export async function sumDays(
  selection: Selection,
  { timezone, daysOf }: Calendar,
  read: SumReader,
): Promise<readonly DayRow[]> {
  const days = daysOf(spanOf(selection, timezone));
  const sums: CohortSum[] = [];
  await read(asksOf(planRanges(selection, days), (owner) => (sums[owner] ??= emptySum())));
  return days.flatMap(({ day }, at) => {
    const sum = sums[at];
    return sum !== undefined && hasMessages(sum) ? [{ day, cohort: toCohort(sum) }] : [];
  });
}

/** What `sumDays` reads; of all campaigns nothing, because it does so only of the days on which they send. */
export function partsByDay(selection: Selection, { daysOf }: Calendar): readonly SumPart[] {
  if (!isOfOne(selection)) return [];
  return planRanges(selection, daysOf(selection.window));
}

/** One campaign and not many days: which of them it sends on need not be known. */
function isOfOne({ hasCampaignFilter, active, window: { from, to } }: Selection): boolean {
  return hasCampaignFilter && active.length === 1 && to - from <= FEW_SECONDS;
}

const FEW_SECONDS = 100 * DAY_SECONDS;

/** The part of the window, in days of the zone, in which its campaigns send: a window may be centuries long. */
function spanOf(selection: Selection, timezone: string): Range {
  const { window, active } = selection;
  if (isOfOne(selection)) return window;
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

/**
 * The calendar days of a window in epoch seconds; the first and the last may be cut. Between two changes of the clock
 * a day is 24 hours: a calendar is asked only where they change, because it is slow.
 */
function localDays({ from, to }: Range, timezone: string): readonly LocalDay[] {
  const days: LocalDay[] = [];
  let clock = clockAt(from, timezone);
  let month = monthOf(Math.floor((from + clock.offset) / DAY_SECONDS));
  for (let start = from; start < to; ) {
    if (start >= clock.until) clock = clockAt(start, timezone);
    const number = Math.floor((start + clock.offset) / DAY_SECONDS);
    if (number < month.first || number >= month.until) month = monthOf(number);
    const next = (number + 1) * DAY_SECONDS - clock.offset;
    const end = Math.min(next < clock.until ? next : midnight(start, timezone, 1), to);
    const day = `${month.text}${String(number - month.first + 1).padStart(2, '0')}`;
    days.push({ from: start, to: end, day });
    start = end;
  }
  return days;
}

const EPOCH = Temporal.PlainDate.from('1970-01-01');

type Month = {
  /** days since 1970-01-01 */
  readonly first: number;
  readonly until: number;
  /** 2026-11- */
  readonly text: string;
};

/** A calendar is asked for each month, not for each day. */
function monthOf(day: number): Month {
  const date = EPOCH.add({ days: day });
  const first = day - date.day + 1;
  return { first, until: first + date.daysInMonth, text: date.toString().slice(0, -2) };
}

/** Seconds the zone is ahead of UTC, and the epoch second at which that changes. */
function clockAt(seconds: number, timezone: string): { readonly offset: number; readonly until: number } {
  if (timezone === 'UTC') return { offset: 0, until: Number.POSITIVE_INFINITY };
  const local = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(timezone);
  const change = local.getTimeZoneTransition('next');
  return {
    offset: local.offsetNanoseconds / 1e9,
    until: change === null ? Number.POSITIVE_INFINITY : change.epochMilliseconds / 1000,
  };
}
