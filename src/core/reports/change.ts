import type { Measure } from '../metrics/measured.ts';
import type { Metric } from '../metrics/metric.ts';
import { newcombeInterval } from '../stats/newcombe-interval.ts';
import { Z_95 } from '../stats/wilson-interval.ts';
import { count, type Figure, type Phrase, say, type Tone } from './figure.ts';
import type { Change } from './report-model.ts';

/** Below this a rate moves by several points when one person acts; counts are shown instead (judgement). */
const LEAST_PEOPLE = 100;
/** Durations, revenue and returns have no interval here: smaller moves are not called a change (judgement). */
const LEAST_RELATIVE = 0.1;
/** Conversions on both sides below which amounts per conversion hang on a few orders (judgement). */
const LEAST_CONVERSIONS = 50;

export function tooFew(n: number): Phrase {
  return say`too few (n = ${count(n)})`;
}

export function hasTooFew(metric: Metric, measured: Measure): boolean {
  const isEstimate = metric.unit === 'rate' || metric.unit === 'duration';
  return isEstimate && measured.denominator !== null && measured.denominator < LEAST_PEOPLE;
}

type Volume = { readonly now: number; readonly before: number };

/**
 * Says whether a metric moved against the window before: a rate when the 95 % Newcombe interval of the difference
 * leaves out 0, a cost per conversion when the log ratio of the two leaves its Poisson interval, an amount always,
 * the rest from 10 % on.
 */
export function describeChange(
  metric: Metric,
  now: Measure,
  before: Measure | null,
  conversions: Volume,
): Change {
  const why = whyIncomparable(metric, now, before);
  if (why !== null || now.value === null || before === null || before.value === null) {
    return { direction: 'unknown', tone: 'neutral', words: why ?? say`not comparable` };
  }
  switch (metric.unit) {
    case 'rate':
      return changeOfRate(metric, now, before);
    case 'duration':
      return changeOfSize(metric, now.value, before.value, true, LEAST_RELATIVE);
    case 'ratio':
      return changeOfReturn(metric, now.value, before.value, conversions);
    case 'money':
      return changeOfMoney(metric, now.value, before.value, conversions);
  }
}

function whyIncomparable(metric: Metric, now: Measure, before: Measure | null): Phrase | null {
  if (now.reason !== null) return say`not comparable`;
  if (hasTooFew(metric, now)) return say`too few to compare`;
  if (before === null || before.reason !== null) return say`nothing to compare with`;
  if (hasTooFew(metric, before)) return say`${tooFew(before.denominator ?? 0)} before`;
  if (now.value === null || now.currency !== before.currency) return say`not comparable`;
  return null;
}

function changeOfRate(metric: Metric, now: Measure, before: Measure): Change {
  const difference = (now.value ?? 0) - (before.value ?? 0);
  const interval = newcombeInterval(
    { successes: before.numerator ?? 0, n: before.denominator ?? 0 },
    { successes: now.numerator ?? 0, n: now.denominator ?? 0 },
  );
  if (interval.lower <= 0 && interval.upper >= 0) return NO_CLEAR_CHANGE;
  return moved(metric, difference, { kind: 'points', value: Math.abs(difference), unsigned: true });
}

function changeOfMoney(metric: Metric, now: number, before: number, conversions: Volume): Change {
  if (metric.id === 'cost') return changeOfSize(metric, now, before, true, 0);
  if (metric.id === 'cost-per-conversion') {
    // Var(ln x) = 1/x for a Poisson count x (delta method); the cost itself is known, not estimated
    const margin = Z_95 * Math.sqrt(1 / conversions.now + 1 / conversions.before);
    return changeOfSize(metric, now, before, Math.abs(Math.log(now / before)) > margin, 0);
  }
  return tooFewConversions(conversions) ?? changeOfSize(metric, now, before, true, LEAST_RELATIVE);
}

function changeOfReturn(metric: Metric, now: number, before: number, conversions: Volume): Change {
  const tooThin = tooFewConversions(conversions);
  if (tooThin !== null) return tooThin;
  const difference = now - before;
  // a return is compared as what came back per 1 spent (ratio + 1), which cannot be negative
  if (Math.abs(difference) < LEAST_RELATIVE * (before + 1)) return NO_CLEAR_CHANGE;
  return moved(metric, difference, say`by ${{ kind: 'ratio', value: Math.abs(difference) }}`);
}

/** What an amount hangs on when it hangs on a few orders. */
function tooFewConversions({ now, before }: Volume): Change | null {
  if (Math.min(now, before) >= LEAST_CONVERSIONS) return null;
  const words =
    now < LEAST_CONVERSIONS
      ? say`too few conversions (n = ${count(now)})`
      : say`too few conversions (n = ${count(before)}) before`;
  return { direction: 'unknown', tone: 'neutral', words };
}

function changeOfSize(metric: Metric, now: number, before: number, isClear: boolean, least: number): Change {
  if (now === before) return { direction: 'flat', tone: 'neutral', words: say`unchanged` };
  if (before === 0) return { direction: 'unknown', tone: 'neutral', words: say`nothing to compare with` };
  const ratio = now / before - 1;
  if (!isClear || Math.abs(ratio) < least) return NO_CLEAR_CHANGE;
  return moved(metric, ratio, { kind: 'relative', value: Math.abs(ratio), unsigned: true });
}

function moved(metric: Metric, difference: number, size: Figure | Phrase): Change {
  const direction = difference > 0 ? 'up' : 'down';
  const tone: Tone = metric.better === 'neither' ? 'neutral' : metric.better === direction ? 'good' : 'bad';
  return { direction, tone, words: direction === 'up' ? say`up ${size}` : say`down ${size}` };
}

const NO_CLEAR_CHANGE: Change = { direction: 'unclear', tone: 'neutral', words: say`no clear change` };
