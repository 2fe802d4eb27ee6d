import { type MetricId, metricById } from '../metrics/catalogue.ts';
import { measure } from '../metrics/measure.ts';
import type { Measure } from '../metrics/measured.ts';
import type { Metric } from '../metrics/metric.ts';
import { describeChange } from './change.ts';
import { type Figure, money, none, say } from './figure.ts';
import { isLate, youngerSide } from './late-metrics.ts';
import { type FeedMaturity, judgeMaturity } from './maturity.ts';
import type { PerformanceInput } from './performance-input.ts';
import type { Change } from './report-model.ts';
import { type Freshness, judgeFreshness } from './source-freshness.ts';

export type ComparedMetric = {
  readonly metric: Metric;
  readonly now: Measure;
  readonly before: Measure | null;
  /** of the sender's own last windows */
  readonly median: Figure;
  /** values of the own last windows that have one and share the currency */
  readonly history: readonly Measure[];
  readonly change: Change;
};

/** The input with every metric of the total measured and compared once; what all sections are written from. */
export type Reading = {
  readonly input: PerformanceInput;
  readonly freshness: Freshness;
  /** what the rates of an unfinished window are expected to become */
  readonly maturity: readonly FeedMaturity[];
  readonly metric: (id: MetricId) => ComparedMetric;
};

/** Windows with a value from which on "usual" means something (judgement). */
export const LEAST_WINDOWS = 3;

export function readPerformance(input: PerformanceInput): Reading {
  const freshness = judgeFreshness(input);
  const known = new Map<MetricId, ComparedMetric>();
  const metric = (id: MetricId): ComparedMetric => {
    const compared = known.get(id) ?? compareMetric(metricById(id), input, freshness);
    known.set(id, compared);
    return compared;
  };
  let maturity: Reading['maturity'] | null = null;
  return {
    input,
    freshness,
    metric,
    get maturity() {
      return (maturity ??= judgeMaturity(input, freshness));
    },
  };
}

function compareMetric(metric: Metric, input: PerformanceInput, freshness: Freshness): ComparedMetric {
  const now = measure(metric, input.total, freshness.withheld);
  const before = input.before === null ? null : measure(metric, input.before.total);
  const history = input.history
    .map((cohort) => measure(metric, cohort))
    .filter((past) => past.value !== null && (now.value === null || past.currency === now.currency));
  const conversions = {
    now: input.total.counts.conversions,
    before: input.before?.total.counts.conversions ?? 0,
  };
  const change = soFar(metric, describeChange(metric, now, before, conversions), input);
  return { metric, now, before, history, median: medianOf(history), change };
}

export function isPreliminary({ total, asOf, outcomesCloseAt }: PerformanceInput): boolean {
  return total.counts.inProcess > 0 || Temporal.Instant.compare(asOf, outcomesCloseAt) < 0;
}

/**
 * Outcomes still arrive while the window before is complete: a response that looks lower, or dearer, may only be
 * younger, so it pleases and worries nobody yet.
 */
function soFar(metric: Metric, change: Change, input: PerformanceInput): Change {
  const hasMoved = change.direction === 'up' || change.direction === 'down';
  if (!hasMoved || !isPreliminary(input) || !isLate(metric)) return change;
  const tone = change.direction === youngerSide(metric) ? 'neutral' : change.tone;
  return { ...change, tone, words: say`${change.words} so far` };
}

function medianOf(history: readonly Measure[]): Figure {
  const sorted = history.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const upper = sorted[Math.floor(sorted.length / 2)];
  if (lower === undefined || upper === undefined || sorted.length < LEAST_WINDOWS) {
    return none('too short a history');
  }
  const currencies = new Set(sorted.map((past) => past.currency));
  if (currencies.size > 1) return none('several currencies');
  return between(lower.figure, ((lower.value ?? 0) + (upper.value ?? 0)) / 2);
}

/** The middle value in the unit of its neighbours. */
function between(like: Figure, value: number): Figure {
  if (like.kind === 'rate' || like.kind === 'ratio') return { kind: like.kind, value };
  if (like.kind === 'duration') return { kind: 'duration', seconds: value };
  if (like.kind === 'money') return money(like.currency, Math.round(value));
  return none('no median');
}
