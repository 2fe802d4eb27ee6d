import type { ArmCounts } from './arm-counts.ts';
import type { Outcome } from './outcome.ts';

/**
 * What one arm brought on one outcome, per assigned contact: the sums every statistic of a test is made of.
 * `amount`: zeros kept; sums in millionths and millionths squared; `contacts` = buyers.
 */
export type ArmEvidence =
  | { readonly kind: 'rate'; readonly n: number; readonly contacts: number }
  | {
      readonly kind: 'amount';
      readonly n: number;
      readonly contacts: number;
      readonly sum: number;
      readonly sumSquares: number;
    };

/** Amounts of several currencies would be added up: refuse those with `currenciesOf` first. */
export function evidenceOf(outcome: Outcome, arm: ArmCounts): ArmEvidence {
  const n = arm.assigned;
  switch (outcome.kind) {
    case 'click':
      return { kind: 'rate', n, contacts: arm.clicking };
    case 'opt-out':
      return { kind: 'rate', n, contacts: arm.optedOut };
    case 'non-delivery':
      return { kind: 'rate', n, contacts: arm.notDelivered };
    case 'conversion':
      return {
        kind: 'rate',
        n,
        contacts: arm.conversions.find((row) => row.kind === outcome.of)?.contacts ?? 0,
      };
    case 'revenue': {
      const rows = arm.revenue.filter((row) => row.kind === outcome.of);
      return {
        kind: 'amount',
        n,
        contacts: total(rows.map((row) => row.contacts)),
        sum: total(rows.map((row) => row.sumMicro)),
        sumSquares: total(rows.map((row) => row.sumSquares)),
      };
    }
    default:
      return outcome satisfies never;
  }
}

/** Currencies in which anybody in these arms bought, sorted; more than one cannot be compared (statistics.md 7). */
export function currenciesOf(kind: string, arms: readonly ArmCounts[]): readonly string[] {
  const rows = arms.flatMap((arm) => arm.revenue).filter((row) => row.kind === kind && row.contacts > 0);
  return [...new Set(rows.map((row) => row.currency))].sort();
}

/** Per assigned contact: a rate, or millionths; null where nobody is assigned. */
export function valueOf(evidence: ArmEvidence): number | null {
  if (evidence.n === 0) return null;
  return (evidence.kind === 'rate' ? evidence.contacts : evidence.sum) / evidence.n;
}

/** Arms together, as one. `null` for none, or for rates and amounts mixed. */
export function pooledEvidence(arms: readonly ArmEvidence[]): ArmEvidence | null {
  const n = total(arms.map((arm) => arm.n));
  const contacts = total(arms.map((arm) => arm.contacts));
  const amounts = arms.filter((arm) => arm.kind === 'amount');
  if (arms.length === 0 || (amounts.length > 0 && amounts.length < arms.length)) return null;
  if (amounts.length === 0) return { kind: 'rate', n, contacts };
  const sum = total(amounts.map((arm) => arm.sum));
  return { kind: 'amount', n, contacts, sum, sumSquares: total(amounts.map((arm) => arm.sumSquares)) };
}

/** Of integers: exact to 9e15, in any order. Of amounts sorted first, so that the order of rows never shows. */
function total(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b).reduce((sum, value) => sum + value, 0);
}
