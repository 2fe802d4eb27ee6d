import type { Goal } from '../goals/goal.ts';
import { metricById } from '../metrics/catalogue.ts';
import type { Metric } from '../metrics/metric.ts';
import { sumMoney } from '../metrics/sum-money.ts';
import { hasTooFew } from './change.ts';
import { isLate, youngerSide } from './late-metrics.ts';
import { isPreliminary, type Reading } from './reading.ts';
import type { Watch } from './report-model.ts';

/** How far the sender is from a goal of its own. */
export type GoalReading = {
  readonly goal: Goal;
  readonly metric: Metric;
  /** in the unit of the goal's amount */
  readonly value: number;
  /**
   * `open` = not reached, but outcomes that can still come may mend it. A limit that is passed by figures which only
   * grow stays passed.
   */
  readonly verdict: 'kept' | 'missed' | 'open';
};

/** Only goals whose metric has a value. */
export function readGoals(reading: Reading): readonly GoalReading[] {
  return (reading.input.goals ?? []).flatMap((goal) => {
    const metric = metricById(goal.metric);
    const value = goal.period === 'month' ? spentInMonth(reading, goal) : valueOf(reading, goal);
    return value === null ? [] : [{ goal, metric, value, verdict: judge(reading, goal, metric, value) }];
  });
}

/** A rate of a few people passes any limit; another currency is another question. */
function valueOf(reading: Reading, { metric: id, amount }: Goal): number | null {
  const { metric, now } = reading.metric(id);
  if (now.value === null || hasTooFew(metric, now)) return null;
  return now.currency === amount.currency ? now.value : null;
}

function spentInMonth({ input, freshness }: Reading, { metric, amount }: Goal): number | null {
  const isKnown = !metricById(metric).feeds.some((feed) => freshness.withheld.has(feed));
  if (input.month === undefined || !isKnown || amount.currency === null) return null;
  const { counts, money } = input.month.total;
  // messages whose price nobody told are no budget kept
  if (counts.attempted > 0 && money.length === 0) return null;
  return sumMoney(input.month.total, metric === 'revenue' ? 'revenue' : 'cost', amount.currency);
}

function judge(reading: Reading, { side, amount, period }: Goal, metric: Metric, value: number) {
  const isMissed = side === 'at-least' ? value < amount.value : value > amount.value;
  if (!isMissed) return 'kept';
  // the month goes on, whatever came in so far
  if (period === 'month') return side === 'at-least' && !isMonthOver(reading) ? 'open' : 'missed';
  const isYoung = isLate(metric) && isPreliminary(reading.input);
  const mends = youngerSide(metric) === 'down' ? 'at-least' : 'at-most';
  return isYoung && side === mends ? 'open' : 'missed';
}

function isMonthOver({ input: { window } }: Reading): boolean {
  const end = window.to.toZonedDateTimeISO(window.timezone);
  return end.day === 1 && end.startOfDay().equals(end);
}

/** Metrics that a reader who wants alarms only has to see. */
export function beyondLimits(
  reading: Reading,
  decisions: readonly { readonly metric?: string }[],
  watch: Watch | null,
): ReadonlySet<string> {
  const missed = readGoals(reading).filter(({ verdict }) => verdict === 'missed');
  const met = (watch?.conditions ?? []).filter(({ verdict }) => verdict === 'met');
  const ids = [...missed.map(({ goal }) => goal.metric), ...decisions, ...met].map((one) =>
    typeof one === 'string' ? one : one.metric,
  );
  return new Set(ids.filter((id) => id !== undefined && id !== null));
}
