import { checkSplit } from '../../src/core/experiments/check-split.ts';
import { drawMultinomial } from './binomial.ts';
import { type Cell, makeCell } from './cell.ts';
import { countsOf } from './counts.ts';
import { createRandom } from './random.ts';

/** Assignments as planned: every alarm is false. */
export const SPLIT_CELLS: readonly Cell[] = [
  splitCell('split, balanced, 1,000', [0.5, 0.5], 1_000),
  splitCell('split, balanced, 20,000', [0.5, 0.5], 20_000),
  splitCell('split, balanced, 2,000,000', [0.5, 0.5], 2_000_000),
  splitCell('split, 95/5, 20,000', [0.95, 0.05], 20_000),
  splitCell('split, four arms, 200,000', [0.25, 0.25, 0.25, 0.25], 200_000),
  splitCell('split, 70/20/10, 50,000', [0.7, 0.2, 0.1], 50_000),
];

/** Half and half was planned, and the first arm got this share. */
export const BROKEN_SPLITS = [
  { share: 0.53, contacts: 5_000 },
  { share: 0.52, contacts: 20_000 },
  { share: 0.51, contacts: 100_000 },
  { share: 0.501, contacts: 10_000_000 },
] as const;

export type SplitMethod = 'sequential' | 'chi-square';

/** Replicates in which `checkSplit` alarms: at any look of a growing test, or at its one look when assignment is over. */
export function countAlarms(
  { plan, contacts, looks, name }: Cell,
  shares: readonly number[],
  method: SplitMethod,
  replicates: number,
  seed: string,
): number {
  const random = createRandom(`${seed} ${name} ${method}`);
  const isFinal = method === 'chi-square';
  const rounds = isFinal ? 1 : looks;
  let alarms = 0;
  for (let number = 0; number < replicates; number += 1) {
    let assigned = plan.arms.map(() => 0);
    for (let look = 1; look <= rounds; look += 1) {
      const added = drawMultinomial(random, contacts / rounds, shares);
      assigned = assigned.map((n, arm) => n + (added[arm] ?? 0));
      const evidence = assigned.map((n) => ({ kind: 'rate', n, contacts: 0 }) as const);
      if (checkSplit(plan, countsOf(plan, evidence, isFinal)).isAlarm) {
        alarms += 1;
        break;
      }
    }
  }
  return alarms;
}

export function splitCell(name: string, shares: readonly number[], contacts: number): Cell {
  return makeCell(
    name,
    shares,
    contacts,
    shares.map(() => 0.02),
  );
}
