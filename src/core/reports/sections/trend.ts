import { metricById } from '../../metrics/catalogue.ts';
import { measure } from '../../metrics/measure.ts';
import { hasTooFew } from '../change.ts';
import type { TrendSection } from '../chart-model.ts';
import { count, type Figure, instant, type Phrase, rate, say, term } from '../figure.ts';
import type { PerformanceInput } from '../performance-input.ts';
import type { Reading } from '../reading.ts';

/** Fewer points make no line. */
const LEAST_DAYS = 3;

type Point = TrendSection['points'][number];

/** Click-through by day of sending, or delivered messages where too few days have a rate; null for short windows. */
export function composeTrend(reading: Reading): TrendSection | null {
  const { input } = reading;
  const days = daysOf(input);
  const active = input.days.filter(({ cohort }) => cohort.counts.attempted > 0);
  if (days.length < LEAST_DAYS || active.length < 2) return null;
  const clicks = days.map((day) => clickPoint(day, reading));
  if (clicks.filter(({ value }) => value !== null).length >= LEAST_DAYS) {
    const title = 'Click-through by day of sending';
    return { kind: 'trend', title, alt: describe(title, clicks, rate, input), points: clicks, unit: 'rate' };
  }
  if (reading.freshness.withheld.has('receipts')) return null;
  const delivered = days.map((day) => deliveredPoint(day, input));
  const title = 'Delivered messages by day of sending';
  return {
    kind: 'trend',
    title,
    // every day without a campaign would be the lowest
    alt: describe(
      title,
      delivered.filter(({ day }) => active.some((one) => one.day === day)),
      count,
      input,
    ),
    points: delivered,
    unit: 'count',
  };
}

/** Every local day the window touches, also those without messages. */
function daysOf({ window }: PerformanceInput): readonly string[] {
  const last = window.to.subtract({ milliseconds: 1 }).toZonedDateTimeISO(window.timezone).toPlainDate();
  const days: string[] = [];
  let day = window.from.toZonedDateTimeISO(window.timezone).toPlainDate();
  for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) days.push(day.toString());
  return days;
}

function clickPoint(day: string, { input, freshness }: Reading): Point {
  const metric = metricById('click-through');
  const cohort = input.days.find((one) => one.day === day)?.cohort;
  if (cohort === undefined) return { day, value: null, count: 0 };
  const measured = measure(metric, cohort, freshness.withheld);
  const value = hasTooFew(metric, measured) ? null : measured.value;
  return { day, value, count: cohort.counts.linkedContacts };
}

function deliveredPoint(day: string, input: PerformanceInput): Point {
  const delivered = input.days.find((one) => one.day === day)?.cohort.counts.delivered ?? 0;
  return { day, value: delivered, count: delivered };
}

function describe(
  title: string,
  points: readonly Point[],
  as: (value: number) => Figure,
  input: PerformanceInput,
): Phrase {
  const known = points.flatMap(({ day, value }) => (value === null ? [] : [{ day, value }]));
  const sorted = known.toSorted((a, b) => b.value - a.value);
  const [highest] = sorted;
  const lowest = sorted.at(-1);
  if (highest === undefined || lowest === undefined) return [term(title)];
  const at = (day: string): Figure =>
    instant(Temporal.PlainDate.from(day).toZonedDateTime(input.window.timezone).toInstant(), 'date');
  return say`${term(title)}: highest ${as(highest.value)} on ${at(highest.day)}, lowest ${as(lowest.value)} on ${at(lowest.day)}`;
}
