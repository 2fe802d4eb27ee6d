import { metricById } from '../../metrics/catalogue.ts';
import { measure } from '../../metrics/measure.ts';
import { shrinkRates } from '../../stats/shrink-rates.ts';
import { hasTooFew } from '../change.ts';
import type { HeatCell, HeatMapSection } from '../chart-model.ts';
import { none, rate } from '../figure.ts';
import type { HourCohort } from '../performance-input.ts';
import type { Reading } from '../reading.ts';
import { countsBehind } from './counts-behind.ts';
import { describeHours, describeUnknown, type KnownCell, NOTE } from './heat-map-words.ts';

/** With fewer there is nothing to compare (judgement). */
const LEAST_KNOWN = 3;
/** At 8 % the truth is then within 2.4 points of what is seen; a map of single hours needs more than a rate (judgement). */
const LEAST_CONTACTS = 500;
/** Hours the text part lists; the CSV has all. */
const MOST_LISTED = 6;
const SHADES = 5;
const HOURS_OF_DAY = 24;

/**
 * Click-through by weekday and hour of sending over the last weeks; null when fewer than three hours of the week have
 * enough contacts, or the report is too short for weekdays.
 */
export function composeHeatMap(reading: Reading): HeatMapSection | null {
  const { weekHours, sendHours } = reading.input;
  if (weekHours === undefined || weekHours === null) return null;
  const measured = weekHours.cells
    .filter(({ cohort }) => cohort.counts.attempted > 0)
    .map((cell) => measureCell(cell, reading));
  const known = rankKnown(measured);
  if (known.length < LEAST_KNOWN) return null;
  const means = known.map(({ shrunk }) => shrunk.mean);
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const shades = new Map(known.map(({ cell, shrunk }) => [cell.hour, shadeOf(shrunk.mean, low, high)]));
  const cells = measured.map(({ cell }) => ({ ...cell, shade: shades.get(cell.hour) ?? 0 }));
  return {
    kind: 'heat-map',
    title: 'By weekday and hour of sending',
    intro: describeHours(weekHours.window, known),
    unknown: describeUnknown(cells),
    note: NOTE,
    sendHours: sendHours ?? null,
    scale: { low: rate(low), high: rate(high) },
    cells,
    listed: known.slice(0, MOST_LISTED).map(({ cell }) => cell.hour),
  };
}

type Measured = { readonly cell: HeatCell; readonly successes: number; readonly n: number };

function measureCell({ hour, cohort }: HourCohort, { freshness }: Reading): Measured {
  const metric = metricById('click-through');
  const measured = measure(metric, cohort, freshness.withheld);
  const behind = { successes: measured.numerator ?? 0, n: measured.denominator ?? 0 };
  const cell = { hour, shade: 0, counts: countsBehind(metric, measured, cohort), figure: measured.figure };
  if (measured.value === null) return { ...behind, cell };
  if (hasTooFew(metric, measured) || behind.n < LEAST_CONTACTS)
    return { ...behind, cell: { ...cell, figure: none('too few') } };
  return { ...behind, cell: { ...cell, shade: 1 } };
}

/** Those with enough contacts; first what is surely high, not what a few contacts happened to do. */
function rankKnown(measured: readonly Measured[]): readonly KnownCell[] {
  const known = measured.filter(({ cell }) => cell.shade > 0);
  const shrunk = shrinkRates(
    known.map(({ cell, successes, n }) => ({ successes, n, group: Math.floor(cell.hour / HOURS_OF_DAY) })),
  );
  return known
    .flatMap((one, at) => {
      const drawn = shrunk[at];
      return drawn === undefined ? [] : [{ ...one, shrunk: drawn }];
    })
    .toSorted((a, b) => b.shrunk.lower - a.shrunk.lower || a.cell.hour - b.cell.hour);
}

/** 1 (lowest) to 5; all in the middle when they are alike. */
function shadeOf(value: number, low: number, high: number): number {
  if (high <= low) return Math.ceil(SHADES / 2);
  return 1 + Math.min(SHADES - 1, Math.floor(((value - low) / (high - low)) * SHADES));
}
