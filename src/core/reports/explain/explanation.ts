import type { Counts } from '../../counts.ts';
import type { MetricId } from '../../metrics/catalogue.ts';
import type { Proportion } from '../../stats/newcombe-interval.ts';
import type { Phrase } from '../figure.ts';
import type { PerformanceInput } from '../performance-input.ts';
import { isPreliminary, type Reading } from '../reading.ts';

/** What moved a figure, in one sentence; rule-made, and silent when the rule is not sure. */
export type Explanation = { readonly id: string; readonly line: Phrase };

/** Rates whose change is explained, and what each is of. */
export const EXPLAINED_RATES = [
  'click-through',
  'delivery-rate',
  'opt-out-rate',
] as const satisfies readonly MetricId[];
export type ExplainedRate = (typeof EXPLAINED_RATES)[number];

export function proportionOf(id: ExplainedRate, counts: Counts): Proportion {
  switch (id) {
    case 'click-through':
      return { successes: counts.clickingContacts, n: counts.linkedContacts };
    case 'delivery-rate':
      return { successes: counts.delivered, n: counts.attempted - counts.canceled - counts.inProcess };
    case 'opt-out-rate':
      return { successes: counts.optedOutContacts, n: counts.deliveredContacts };
  }
}

/** People or messages in each window below which a part of the change is a few of them (judgement). */
const LEAST_N = 1_000;
/** Clicks, losses or opt-outs in both windows together, likewise. */
const LEAST_CASES = 50;

/** The change of a rate when it is clear, large enough to be split, and no matter of messages still being young. */
export function clearChangeOf(reading: Reading, id: ExplainedRate): number | null {
  const { input } = reading;
  const { now, before, change } = reading.metric(id);
  if (change.direction !== 'up' && change.direction !== 'down') return null;
  if (now.value === null || before === null || before.value === null || input.before === null) return null;
  if (id !== 'delivery-rate' && change.direction === 'down' && isPreliminary(input)) return null;
  const parts = [input.total, input.before.total].map(({ counts }) => proportionOf(id, counts));
  const successes = parts.reduce((sum, part) => sum + part.successes, 0);
  const failures = parts.reduce((sum, part) => sum + part.n - part.successes, 0);
  const isThin = parts.some(({ n }) => n < LEAST_N) || Math.min(successes, failures) < LEAST_CASES;
  return isThin ? null : now.value - before.value;
}

/** Relative change of cost per message from which on it is worth a sentence (judgement). */
const LEAST_COST = 0.1;

export type MessageCost = {
  readonly currency: string;
  readonly now: UnitCost;
  readonly before: UnitCost;
};
/** micro-units a message, parts a message, micro-units a part */
export type UnitCost = { readonly each: number; readonly parts: number; readonly price: number };

/** What a message cost in both windows, when that is clearly another amount; one currency, known cost. */
export function clearCostChange({ total, before }: PerformanceInput): MessageCost | null {
  if (before === null) return null;
  const [now, then] = [unitCostOf(total), unitCostOf(before.total)];
  if (now === null || then === null || now.currency !== then.currency) return null;
  const isNotable = Math.abs(now.each / then.each - 1) >= LEAST_COST;
  return isNotable ? { currency: now.currency, now, before: then } : null;
}

function unitCostOf({
  counts,
  money,
}: PerformanceInput['total']): (UnitCost & { readonly currency: string }) | null {
  const spent = money.filter(({ costMicro }) => costMicro !== 0);
  const [only] = spent;
  if (only === undefined || spent.length > 1 || counts.attempted < LEAST_N || counts.parts <= 0) return null;
  const { currency, costMicro } = only;
  return {
    currency,
    each: costMicro / counts.attempted,
    parts: counts.parts / counts.attempted,
    price: costMicro / counts.parts,
  };
}

/** Whether parts of the window before are worth loading. */
export function needsParts(reading: Reading): boolean {
  return (
    EXPLAINED_RATES.some((id) => clearChangeOf(reading, id) !== null) ||
    clearCostChange(reading.input) !== null
  );
}
