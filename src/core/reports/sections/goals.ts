import type { MetricId } from '../../metrics/catalogue.ts';
import { rate, say, term } from '../figure.ts';
import { type GoalReading, readGoals } from '../goal-reading.ts';
import { figuresOf, monthOf, sayGoal } from '../goal-words.ts';
import { sayGoalWorth } from '../goal-worth.ts';
import type { Reading } from '../reading.ts';
import type { NoteSection } from '../report-model.ts';
import { sharesBehind } from './counts-behind.ts';
import type { Decision } from './decision.ts';
import { shownMetrics } from './scorecard.ts';

/** Goals that have no row of the scorecard to stand beside; null when all have one. */
export function composeGoals(reading: Reading): NoteSection | null {
  const rows = new Set<string>(shownMetrics(reading));
  const lines = readGoals(reading)
    .filter(({ goal }) => !rows.has(goal.metric))
    .map((one) => say`${term(one.metric.label)}: ${sayGoal(reading, one)}.`);
  return lines.length === 0 ? null : { kind: 'note', id: 'goals', title: 'Your goals', lines };
}

/** A missed goal is the sender's own word, so it comes before what the program finds odd. */
export function decideGoals(reading: Reading): readonly Decision[] {
  const rows = new Set<string>(shownMetrics(reading));
  return readGoals(reading)
    .filter(({ verdict }) => verdict === 'missed')
    .map((one) => ({
      short: shortOf(one),
      line: lineOf(reading, one),
      worth: sayGoalWorth(reading, one),
      metric: one.goal.metric,
      place: rows.has(one.goal.metric) ? 'scorecard' : 'goals',
    }));
}

const SHORT: Partial<Record<MetricId, string>> = {
  'delivery-rate': 'delivery below your goal',
  'click-through': 'click-through below your goal',
  'conversion-rate': 'conversion below your goal',
  'opt-out-rate': 'opt-outs above your limit',
  cost: 'over budget',
  revenue: 'revenue below your goal',
  'cost-per-conversion': 'conversions dearer than your limit',
  'net-roi': 'return below your goal',
};

function shortOf({ goal, metric }: GoalReading): string {
  const usual = metric.better === 'up' ? 'at-least' : 'at-most';
  const short = goal.side === usual ? SHORT[goal.metric] : undefined;
  return short ?? (goal.side === 'at-least' ? 'a figure below your goal' : 'a figure above your limit');
}

/** Verb first: what to do about it. */
const ACTIONS: Partial<Record<MetricId, string>> = {
  'delivery-rate': 'Ask your provider about delivery',
  'click-through': 'Try another text or offer',
  'conversion-rate': 'Look at where the link leads',
  'opt-out-rate': 'Write less often, or to fewer people',
  cost: 'Replan the rest of the month',
  'cost-per-conversion': 'Send to those who buy',
};

function lineOf(reading: Reading, one: GoalReading): Decision['line'] {
  const { goal, metric } = one;
  const action = term(ACTIONS[goal.metric] ?? 'Look at this figure');
  const label = term(metric.label);
  const [value, limit] = figuresOf(one);
  const isMost = goal.side === 'at-most';
  if (goal.period === 'month') {
    const share = rate(one.value / goal.amount.value);
    const month = monthOf(reading);
    return isMost
      ? say`${action}: ${label} is ${value} in ${month}, ${share} of your limit of ${limit}.`
      : say`${action}: ${label} is ${value} in ${month}, ${share} of your goal of ${limit}.`;
  }
  const behind = sharesBehind(metric, reading.metric(goal.metric).now);
  if (behind.length === 0) {
    return isMost
      ? say`${action}: ${label} at ${value}, above your limit of ${limit}.`
      : say`${action}: ${label} at ${value}, below your goal of ${limit}.`;
  }
  return isMost
    ? say`${action}: ${label} at ${value} (${behind}), above your limit of ${limit}.`
    : say`${action}: ${label} at ${value} (${behind}), below your goal of ${limit}.`;
}
