import type { MetricId } from '../../metrics/catalogue.ts';
import { hasTooFew, tooFew } from '../change.ts';
import { addClicks, hasLowQuality } from '../click-quality.ts';
import { count, type Figure, none, type Phrase, say, term } from '../figure.ts';
import { readGoals } from '../goal-reading.ts';
import { sayGoal } from '../goal-words.ts';
import type { WindowKind } from '../performance-input.ts';
import { type ComparedMetric, LEAST_WINDOWS, type Reading } from '../reading.ts';
import type { ScorecardRow, ScorecardSection } from '../scorecard-model.ts';
import { asFigure, joinWith } from '../words.ts';
import { countsBehind, sharesBehind } from './counts-behind.ts';
import { expectedOf, sayExpected } from './maturity.ts';
import { composeSpark } from './spark.ts';

const ROWS = [
  'delivery-rate',
  'inferred-reads',
  'click-through',
  'conversion-rate',
  'opt-out-rate',
  'time-to-click-median',
  'delivery-latency-median',
  'cost',
  'cost-per-conversion',
  'revenue-per-delivered',
  'net-roi',
] as const satisfies readonly MetricId[];

/** Unknown messages above this share deserve the second delivery rate (rulings A.4). */
const NOTABLE_UNKNOWN = 0.02;

const PREVIOUS: Record<WindowKind, string> = {
  'last-hour': 'Hour before',
  'last-day': 'Day before',
  'last-week': 'Week before',
  'last-month': 'Month before',
  custom: 'Window before',
};

function sayMedian(kind: WindowKind, n: Figure): Phrase {
  switch (kind) {
    case 'last-hour':
      return say`Own median of ${n} hours`;
    case 'last-day':
      return say`Own median of ${n} days`;
    case 'last-week':
      return say`Own median of ${n} weeks`;
    case 'last-month':
      return say`Own median of ${n} months`;
    case 'custom':
      return say`Own median of ${n} windows`;
  }
}

/** `beyond` = ids of metrics that the alert variant shows. */
export function composeScorecard(
  reading: Reading,
  beyond: ReadonlySet<string> = new Set(),
): ScorecardSection {
  const { windowKind, before, history } = reading.input;
  return {
    kind: 'scorecard',
    title: 'Scorecard',
    ...(before === null ? {} : { previousLabel: PREVIOUS[windowKind] }),
    ...(history.length < LEAST_WINDOWS ? {} : { medianLabel: sayMedian(windowKind, count(history.length)) }),
    rows: shownMetrics(reading).map((id) => ({
      ...composeRow(reading, id),
      ...(beyond.has(id) ? { isBeyond: true as const } : {}),
    })),
  };
}

/** A metric without a number now, before or usually has nothing to tell; "how we counted" names it with its reason. */
export function shownMetrics(reading: Reading): readonly MetricId[] {
  return ROWS.filter(
    (id) => id === 'delivery-rate' || !isSilent(reading.metric(id)) || composeBeside(reading, id).length > 0,
  );
}

export function silentMetrics(reading: Reading): readonly ComparedMetric[] {
  const shown = shownMetrics(reading);
  return ROWS.filter((id) => !shown.includes(id)).map((id) => reading.metric(id));
}

/** The metrics a reader of the mail meets: the rows, and the second figures that are really there. */
export function saidMetrics(reading: Reading): readonly MetricId[] {
  return shownMetrics(reading).flatMap((id) => [id, ...secondsOf(reading, id).map((second) => second.id)]);
}

function isSilent({ now, before, median }: ComparedMetric): boolean {
  return now.reason !== null && (before === null || before.reason !== null) && median.kind === 'none';
}

function composeRow(reading: Reading, id: MetricId): ScorecardRow {
  const compared = reading.metric(id);
  const { metric, now, median, change } = compared;
  const goals = readGoals(reading).filter(({ goal }) => goal.metric === id);
  const spark = composeSpark(compared);
  const beside = joinWith('; ', [...goals.map((goal) => sayGoal(reading, goal)), composeBeside(reading, id)]);
  return {
    metric: metric.id,
    label: metric.label,
    value: hasTooFew(metric, now) && now.reason === null ? term('too few') : now.figure,
    counts: countsBehind(metric, now, reading.input.total),
    ...(beside.length === 0 ? {} : { beside }),
    ...composeExpected(reading, compared),
    previous: describePrevious(reading, compared),
    median,
    change,
    ...(spark === null ? {} : { spark }),
  };
}

function composeExpected(
  reading: Reading,
  { metric, now }: ComparedMetric,
): Pick<ScorecardRow, 'measured' | 'final' | 'expected'> {
  const { value, numerator, denominator, currency } = now;
  const measured = { value, numerator, denominator, currency };
  const final = value === null || hasTooFew(metric, now) ? null : expectedOf(reading, metric.id);
  const expected = final === null || value === null ? null : sayExpected(final, value);
  return {
    measured,
    ...(final === null ? {} : { final }),
    ...(expected === null ? {} : { expected }),
  };
}

function describePrevious({ input }: Reading, { metric, before }: ComparedMetric): Figure {
  if (before === null || input.before === null) return none('no data');
  if (input.before.total.counts.attempted === 0) return none('nothing sent');
  return hasTooFew(metric, before) && before.reason === null
    ? asFigure(tooFew(before.denominator ?? 0))
    : before.figure;
}

/** The second figure of the same question, in its words. */
const BESIDE: Partial<Record<MetricId, readonly [MetricId, (figure: Phrase) => Phrase]>> = {
  'delivery-rate': ['unknown-share', (figure) => say`${figure} unknown`],
  'click-through': ['click-through-raw', (figure) => say`raw, with bots and previews: ${figure}`],
  'conversion-rate': ['click-to-conversion', (figure) => say`click-to-conversion: ${figure}`],
  'time-to-click-median': ['time-to-click-p80', (figure) => say`80 % within ${figure}`],
  'delivery-latency-median': ['delivery-latency-p80', (figure) => say`80 % within ${figure}`],
  'revenue-per-delivered': ['revenue', (figure) => say`revenue ${figure}`],
};

function composeBeside(reading: Reading, id: MetricId): Phrase {
  return joinWith(
    '; ',
    secondsOf(reading, id).map(({ said }) => said),
  );
}

type Second = { readonly id: MetricId; readonly said: Phrase };

function secondsOf(reading: Reading, id: MetricId): readonly Second[] {
  const beside = BESIDE[id];
  if (beside === undefined) return [];
  const isNotable = (reading.metric('unknown-share').now.value ?? 0) > NOTABLE_UNKNOWN;
  const known = ['delivery-rate-known', (figure: Phrase) => say`${figure} without unknown`] as const;
  const asked = id === 'delivery-rate' && isNotable ? [known, beside] : [beside];
  return asked.flatMap(([second, sayIt]) => {
    const said = composeSecond(reading, second, sayIt);
    return said.length === 0 ? [] : [{ id: second, said }];
  });
}

/** Silent when the second figure has no number either, or says that nothing is unknown. */
function composeSecond(reading: Reading, id: MetricId, sayIt: (figure: Phrase) => Phrase): Phrase {
  const { metric, now } = reading.metric(id);
  if (now.reason !== null || hasTooFew(metric, now)) return [];
  if (id === 'unknown-share' && now.value === 0) return [];
  const behind = sharesBehind(metric, now);
  const said = sayIt([now.figure]);
  const isWeak = id === 'click-through-raw' && hasLowQuality(addClicks(reading.input.details.clicks));
  return joinWith('; ', [
    behind.length === 0 ? said : say`${said} (${behind})`,
    isWeak ? say`click quality low: neither agents nor addresses told` : [],
  ]);
}
