import { needOf } from '../../src/core/experiments/planning.ts';
import { type Cell, makeCell } from './cell.ts';

/**
 * Tests of the size the planner asks for, whose best arm is better by exactly the planned lift. `best` is its place; an
 * arm of a tenth may be the better or the worse one.
 */
export const POWER_CELLS: readonly Cell[] = [
  planned('balanced, 2 % + 30 %', [0.5, 0.5], 0.02, 0.3, 1),
  planned('balanced, 6 % + 10 %', [0.5, 0.5], 0.06, 0.1, 1),
  planned('balanced, 0.2 % + 50 %', [0.5, 0.5], 0.002, 0.5, 1),
  planned('balanced, 60 % + 5 %', [0.5, 0.5], 0.6, 0.05, 1),
  planned('90/10, 2 % + 30 %, small arm better', [0.9, 0.1], 0.02, 0.3, 1),
  planned('90/10, 2 % + 30 %, large arm better', [0.9, 0.1], 0.02, 0.3, 0),
  planned('95/5, 1 % + 50 %, small arm better', [0.95, 0.05], 0.01, 0.5, 1),
  planned('95/5, 1 % + 50 %, large arm better', [0.95, 0.05], 0.01, 0.5, 0),
  planned('four arms, 2 % + 30 %', [0.25, 0.25, 0.25, 0.25], 0.02, 0.3, 3),
  planned('three arms, 5 % + 20 %', [1 / 3, 1 / 3, 1 / 3], 0.05, 0.2, 2),
  planned('blast, balanced, 2 % + 30 %', [0.5, 0.5], 0.02, 0.3, 1, { arrival: 'blast' }),
];

/** The same, read only once, when all is in. The planner's normal approximation is not exact to the last point of power. */
export const ONE_LOOK_CELLS: readonly Cell[] = [
  planned('one look, balanced, 2 % + 30 %', [0.5, 0.5], 0.02, 0.3, 1, { arrival: 'blast', looks: 1 }),
  planned('one look, 90/10, 2 % + 30 %, large arm better', [0.9, 0.1], 0.02, 0.3, 0, {
    arrival: 'blast',
    looks: 1,
  }),
  planned('one look, 90/10, 2 % + 30 %, small arm better', [0.9, 0.1], 0.02, 0.3, 1, {
    arrival: 'blast',
    looks: 1,
  }),
];

function planned(
  name: string,
  shares: readonly number[],
  rate: number,
  lift: number,
  best: number,
  options: Pick<Parameters<typeof makeCell>[4] & object, 'arrival' | 'looks'> = {},
): Cell {
  const question = { audience: Number.MAX_SAFE_INTEGER, rate, shares, alpha: 0.05, power: 0.8 };
  const contacts = needOf(question, lift).anyLooks?.audience ?? 0;
  const rates = shares.map((_, place) => (place === best ? rate * (1 + lift) : rate));
  return makeCell(name, shares, contacts, rates, { ...options, plannedRate: rate });
}
