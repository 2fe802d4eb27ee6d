import { addCounts, addTimes, type CohortSum, emptySum } from './cohort-sum.ts';
import { planNames, planSums, planTimes } from './plan-sums.ts';
import type { SumAsk, SumReader } from './read-sums.ts';
import type { Selection } from './selection.ts';
import { ownersOf, type SumPart, type SumRow } from './sum-part.ts';

export type KeyedSum = { readonly k1: number; readonly k2: number; readonly sum: CohortSum };

export type GroupBy = 'total' | 'campaign' | 'variant' | 'segment';

type Name = { readonly id: string; readonly name: string };
/** Names by our number. */
export type Names = ReadonlyMap<number, Name>;
type Named = 'campaign' | 'variant' | 'segment';
export type NamesOf = Readonly<Record<Named, Names>>;

const NAMED: Readonly<Record<GroupBy, readonly Named[]>> = {
  total: [],
  campaign: ['campaign'],
  variant: ['campaign', 'variant'],
  segment: ['segment'],
};

/** What `sumBy` reads. */
export function partsBy(selection: Selection, by: GroupBy, hasDurations: boolean): readonly SumPart[] {
  return [
    ...planSums(selection, by),
    ...timesBy(selection, by, hasDurations),
    ...NAMED[by].flatMap((of) => planNames(selection, of)),
  ];
}

/** Histograms are kept without variants. */
function timesBy(selection: Selection, by: GroupBy, hasDurations: boolean): readonly SumPart[] {
  return hasDurations && by !== 'variant' ? planTimes(selection, by) : [];
}

/** One sum per key, keys are our own numbers, and the names that go with them. */
export async function sumBy(
  selection: Selection,
  by: GroupBy,
  options: { readonly hasDurations: boolean; readonly read: SumReader },
): Promise<{ readonly sums: readonly KeyedSum[]; readonly names: NamesOf }> {
  const table = sumTable();
  const names = {
    campaign: new Map<number, Name>(),
    variant: new Map<number, Name>(),
    segment: new Map<number, Name>(),
  };
  // parts may be finer than asked
  const at = (k1: number, k2: number): CohortSum =>
    table.at(by === 'total' ? 0 : k1, by === 'variant' ? k2 : 0);
  await options.read([
    ...asksOf(planSums(selection, by), (_, { k1, k2 }) => at(k1, k2)),
    ...timeAsks(timesBy(selection, by, options.hasDurations), at),
    ...NAMED[by].flatMap((of) =>
      planNames(selection, of).map((part) => ({
        part,
        take: ({ k1, label, value }: SumRow) => void names[of].set(k1, { id: label, name: value }),
      })),
    ),
  ]);
  return { sums: table.all(), names };
}

/** Adds the rows of the parts to the sum of their key and, where a part has several ranges, of their range. */
export function asksOf(
  parts: readonly SumPart[],
  sumOf: (owner: number, row: SumRow) => CohortSum | undefined,
): readonly SumAsk[] {
  return parts.map((part) => {
    const owners = ownersOf(part.ranges);
    const add = (owner: number | null, row: SumRow, sign: 1 | -1): void => {
      const sum = owner === null ? undefined : sumOf(owner, row);
      if (sum !== undefined) addCounts(sum, row.label, row.counts, sign);
    };
    const take = (row: SumRow): void => {
      const { plus, minus } = owners(row.k3);
      add(plus, row, 1);
      add(minus, row, -1);
    };
    return { part, take };
  });
}

function timeAsks(parts: readonly SumPart[], at: (k1: number, k2: number) => CohortSum): readonly SumAsk[] {
  return parts.map((part) => {
    const sign = part.ranges?.[0]?.plus === null ? -1 : 1;
    return { part, take: ({ k1, k2, k3, counts }: SumRow): void => addTimes(at(k1, k2), k3, counts, sign) };
  });
}

type SumTable = {
  readonly at: (k1: number, k2: number) => CohortSum;
  readonly all: () => readonly KeyedSum[];
};

/** Sums by two whole numbers; rows of one key mostly follow each other. */
export function sumTable(): SumTable {
  const sums = new Map<number, Map<number, KeyedSum>>();
  const all: KeyedSum[] = [];
  let last: KeyedSum | null = null;
  const find = (k1: number, k2: number): KeyedSum => {
    let row = sums.get(k1);
    if (row === undefined) sums.set(k1, (row = new Map<number, KeyedSum>()));
    const known = row.get(k2);
    if (known !== undefined) return known;
    const first = { k1, k2, sum: emptySum() };
    row.set(k2, first);
    all.push(first);
    return first;
  };
  return {
    at: (k1, k2) => {
      if (last === null || last.k1 !== k1 || last.k2 !== k2) last = find(k1, k2);
      return last.sum;
    },
    all: () => all,
  };
}
