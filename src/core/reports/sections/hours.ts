import { type Cohort, emptyCounts } from '../../counts.ts';
import { metricById } from '../../metrics/catalogue.ts';
import { measure } from '../../metrics/measure.ts';
import { hasTooFew } from '../change.ts';
import type { HoursSection } from '../chart-model.ts';
import { count, none, type Phrase, say, term, text } from '../figure.ts';
import type { Reading } from '../reading.ts';
import { countsBehind } from './counts-behind.ts';

const NO_TIMES = { n: 0, p50: null, p80: null, p95: null };
const NOTHING: Cohort = { counts: emptyCounts(), money: [], deliveryLatency: NO_TIMES, clickAge: NO_TIMES };

const LEAST_HOURS = 2;

type Hour = HoursSection['hours'][number] & { readonly value: number };

/** Click-through by recipient-local hour of sending; null when there are no two hours with enough people to compare. */
export function composeHours(reading: Reading): HoursSection | null {
  const cohorts = new Map(reading.input.hours.map(({ hour, cohort }) => [hour, cohort]));
  const hours = Array.from({ length: 24 }, (_, hour) =>
    composeHour(hour, cohorts.get(hour) ?? NOTHING, reading),
  );
  const known = hours.filter((hour) => hour.known);
  const highest = known.toSorted((a, b) => b.value - a.value || a.hour - b.hour)[0];
  if (highest === undefined || known.length < LEAST_HOURS) return null;
  const tallest = highest.value === 0 ? 1 : highest.value;
  return {
    kind: 'hours',
    title: 'By hour of sending',
    intro: describeHours(highest, known.length),
    hours: hours.map(({ value, ...hour }) => ({ ...hour, share: hour.known ? value / tallest : 0 })),
  };
}

function composeHour(hour: number, cohort: Cohort, reading: Reading): Hour {
  const metric = metricById('click-through');
  const measured = measure(metric, cohort, reading.freshness.withheld);
  const counts = countsBehind(metric, measured, cohort);
  const base = { hour, share: 0, counts, known: false, value: 0 };
  if (cohort.counts.attempted === 0) return { ...base, figure: none('nothing sent') };
  if (measured.value === null) return { ...base, figure: measured.figure };
  if (hasTooFew(metric, measured)) return { ...base, figure: term('too few') };
  return { ...base, figure: measured.figure, known: true, value: measured.value };
}

function describeHours(highest: Hour, known: number): Phrase {
  const at = text(`${String(highest.hour).padStart(2, '0')}:00`);
  return say`Click-through by the hour of sending, in the contacts' own time. Highest of ${count(known)} hours with enough contacts: ${at}, ${highest.figure} (${highest.counts}). Observed, not randomised: the hours had different campaigns.`;
}
