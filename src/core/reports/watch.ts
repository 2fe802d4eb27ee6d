import { figureOfAmount } from '../goals/amount.ts';
import type { Condition } from '../goals/condition.ts';
import { hasTooFew, tooFew } from './change.ts';
import { none, type Phrase, range, rate, say, term } from './figure.ts';
import { isLate } from './late-metrics.ts';
import { isPreliminary, type Reading } from './reading.ts';
import type { Watch, WatchedCondition } from './report-model.ts';
import type { Decision } from './sections/decision.ts';
import { expectedOf } from './sections/maturity.ts';

/**
 * Is there anything worth a mail? One condition that is met is enough. What is not final yet is judged on what has come,
 * and says so; too few people, or a feed that stopped, leave a condition unknown. null = the report is always mailed.
 */
export function judgeWatch(reading: Reading, decisions: readonly Decision[]): Watch | null {
  const { onlyIf } = reading.input;
  if (onlyIf === undefined || onlyIf.length === 0) return null;
  const conditions = onlyIf.map(
    (condition): WatchedCondition => ({
      text: condition.text,
      ...judge(reading, condition, decisions),
    }),
  );
  const has = (verdict: Watch['verdict']): boolean => conditions.some((one) => one.verdict === verdict);
  return { verdict: has('met') ? 'met' : has('unknown') ? 'unknown' : 'not-met', conditions };
}

type Judged = Omit<WatchedCondition, 'text'>;

function judge(reading: Reading, condition: Condition, decisions: readonly Decision[]): Judged {
  switch (condition.kind) {
    case 'decision':
      return judgeDecisions(reading, decisions);
    case 'limit':
      return judgeLimit(reading, condition);
    case 'change':
      return judgeChange(reading, condition);
  }
}

function judgeDecisions(reading: Reading, decisions: readonly Decision[]): Judged {
  const [first] = decisions;
  if (first !== undefined) return { metric: null, verdict: 'met', said: say`something to decide` };
  const isKnown = reading.freshness.staleSince === null && reading.freshness.stopped.length === 0;
  return isKnown
    ? { metric: null, verdict: 'not-met', said: say`nothing to decide` }
    : { metric: null, verdict: 'unknown', said: say`nothing to decide, as far as the source was read` };
}

function judgeLimit(reading: Reading, condition: Extract<Condition, { kind: 'limit' }>): Judged {
  const { metric, now } = reading.metric(condition.metric);
  const label = term(metric.label);
  const limit = figureOfAmount(metric, condition.amount);
  const why = whyUnknown(reading, condition.metric, condition.amount.currency);
  if (why !== null || now.value === null)
    return unjudged(reading, metric.id, say`${label}: ${why ?? []}; limit ${limit}`);
  const isAbove = condition.side === 'above';
  const isMet = isAbove ? now.value > condition.amount.value : now.value < condition.amount.value;
  const value = now.figure;
  const isSoFar = isLate(metric) && isPreliminary(reading.input);
  if (!isMet) {
    const said = isSoFar
      ? say`${label} ${value} so far, limit ${limit}`
      : say`${label} ${value}, limit ${limit}`;
    return { metric: metric.id, verdict: 'not-met', said };
  }
  // a rate that is low because it is young is nothing to worry about
  const expected = isAbove ? null : expectedOf(reading, metric.id);
  if (expected !== null && expected.upper >= condition.amount.value) {
    const final = range(rate(expected.lower), rate(expected.upper));
    const said = say`${label} ${value} so far, expected ${final} when final; limit ${limit}`;
    return { metric: metric.id, verdict: 'unknown', said };
  }
  const side = term(isAbove ? 'above' : 'below');
  const said = isSoFar
    ? say`${label} ${value} so far, ${side} ${limit}`
    : say`${label} ${value}, ${side} ${limit}`;
  return { metric: metric.id, verdict: 'met', said };
}

/** Only a change that is more than chance. */
function judgeChange(reading: Reading, condition: Extract<Condition, { kind: 'change' }>): Judged {
  const { metric, now, change } = reading.metric(condition.metric);
  const label = term(metric.label);
  const said = say`${label} ${now.figure}: ${change.words}`;
  if (change.direction === 'unknown') return unjudged(reading, metric.id, said);
  return { metric: metric.id, verdict: change.direction === condition.direction ? 'met' : 'not-met', said };
}

/** Where nothing was sent, nothing can have crossed a limit. */
function unjudged({ input, freshness }: Reading, metric: string, said: Phrase): Judged {
  const isEmpty = input.total.counts.attempted === 0 && freshness.staleSince === null;
  return isEmpty
    ? { metric, verdict: 'not-met', said: say`nothing was sent` }
    : { metric, verdict: 'unknown', said };
}

function whyUnknown(
  reading: Reading,
  id: Extract<Condition, { kind: 'limit' }>['metric'],
  currency: string | null,
): Phrase | null {
  const { metric, now } = reading.metric(id);
  if (now.reason !== null) return [none(now.reason)];
  if (hasTooFew(metric, now)) return [none(tooFew(now.denominator ?? 0))];
  if (now.value === null) return [none('several currencies')];
  return now.currency === currency ? null : [none('another currency')];
}
