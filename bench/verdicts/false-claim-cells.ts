import { type Cell, makeCell } from './cell.ts';

const HALVES = [0.5, 0.5] as const;
const TENTH = [0.9, 0.1] as const;
const TWENTIETH = [0.95, 0.05] as const;
const FOUR = [0.25, 0.25, 0.25, 0.25] as const;
const FOUR_UNEQUAL = [0.7, 0.1, 0.1, 0.1] as const;

/** Two arms that do the same. */
function same(
  name: string,
  shares: readonly number[],
  contacts: number,
  rate: number,
  options: Parameters<typeof makeCell>[4] = {},
): Cell {
  return makeCell(
    name,
    shares,
    contacts,
    shares.map(() => rate),
    options,
  );
}

/** Whatever is claimed here is false. */
export const BINARY_CELLS: readonly Cell[] = [
  same('balanced, 2 %', HALVES, 20_000, 0.02),
  same('balanced, 1 %', HALVES, 20_000, 0.01),
  same('balanced, 0.2 %', HALVES, 100_000, 0.002),
  same('balanced, 60 %', HALVES, 10_000, 0.6),
  same('90/10, 2 %', TENTH, 20_000, 0.02),
  same('90/10, 1 %', TENTH, 20_000, 0.01),
  same('90/10, 0.2 %', TENTH, 100_000, 0.002),
  same('90/10, 95 %', TENTH, 20_000, 0.95),
  same('95/5, 2 %', TWENTIETH, 20_000, 0.02),
  same('95/5, 1 %', TWENTIETH, 20_000, 0.01),
  same('95/5, 0.2 %', TWENTIETH, 200_000, 0.002),
  same('95/5, 97 %', TWENTIETH, 20_000, 0.97),
  same('98/2, 1 %', [0.98, 0.02], 50_000, 0.01),
  same('blast, balanced, 2 %', HALVES, 20_000, 0.02, { arrival: 'blast' }),
  same('blast, 90/10, 1 %', TENTH, 20_000, 0.01, { arrival: 'blast' }),
  same('blast, 95/5, 2 %', TWENTIETH, 20_000, 0.02, { arrival: 'blast' }),
  same('blast, 95/5, 0.2 %', TWENTIETH, 200_000, 0.002, { arrival: 'blast' }),
  same('four arms, 2 %', FOUR, 40_000, 0.02),
  same('four arms, 70/10/10/10, 1 %', FOUR_UNEQUAL, 60_000, 0.01),
  same('four arms, blast, 2 %', FOUR, 40_000, 0.02, { arrival: 'blast' }),
  makeCell('four arms, one better, claims among the equal', FOUR, 40_000, [0.02, 0.02, 0.02, 0.03]),
  same('90/10, 2 %, planned ten times too low', TENTH, 20_000, 0.02, { plannedRate: 0.002 }),
  same('90/10, 2 %, planned for a tenth of the contacts', TENTH, 20_000, 0.02, { plannedContacts: 2_000 }),
];

export const REVENUE_CELLS: readonly Cell[] = [
  same('revenue, balanced, 4 % buy, sigma 1', HALVES, 20_000, 0.04, { sigma: 1 }),
  same('revenue, balanced, 2 % buy, sigma 1.5', HALVES, 20_000, 0.02, { sigma: 1.5 }),
  same('revenue, 90/10, 2 % buy, sigma 1', TENTH, 50_000, 0.02, { sigma: 1 }),
  same('revenue, 90/10, 6 % buy, sigma 1.5', TENTH, 20_000, 0.06, { sigma: 1.5 }),
  same('revenue, 95/5, 2 % buy, sigma 1', TWENTIETH, 80_000, 0.02, { sigma: 1 }),
  same('revenue, 95/5, 6 % buy, sigma 1.5', TWENTIETH, 30_000, 0.06, { sigma: 1.5 }),
  same('revenue, blast, balanced, 4 % buy, sigma 1.5', HALVES, 20_000, 0.04, {
    sigma: 1.5,
    arrival: 'blast',
  }),
  same('revenue, blast, 90/10, 4 % buy, sigma 1', TENTH, 40_000, 0.04, { sigma: 1, arrival: 'blast' }),
  same('revenue, blast, 95/5, 4 % buy, sigma 1.5', TWENTIETH, 50_000, 0.04, { sigma: 1.5, arrival: 'blast' }),
];
