import type { Db } from '../connect.ts';
import { addCountsRow, addTimesRow, type CohortSum, emptySum } from './cohort-sum.ts';
import { planSums, planTimes, type SumPart } from './plan-sums.ts';
import type { Selection } from './selection.ts';
import { type KeyColumns, querySums, type Row } from './sum-query.ts';

export type KeyedSum = { readonly k1: number; readonly k2: number; readonly sum: CohortSum };

type GroupBy = 'campaign' | 'variant' | 'segment';

const KEYS: Readonly<Record<GroupBy | 'total', KeyColumns>> = {
  total: { k1: 'nothing', k2: 'nothing' },
  campaign: { k1: 'campaign_id', k2: 'nothing' },
  variant: { k1: 'campaign_id', k2: 'variant_id' },
  segment: { k1: 'segment_id', k2: 'nothing' },
};

export async function sumTotal(db: Db, selection: Selection): Promise<CohortSum> {
  const [total] = await sumGroups(db, selection, 'total', true);
  return total?.sum ?? emptySum();
}

/** One sum per key; keys are our own numbers. */
export async function sumBy(
  db: Db,
  selection: Selection,
  by: GroupBy,
  hasDurations: boolean,
): Promise<readonly KeyedSum[]> {
  return sumGroups(db, selection, by, hasDurations);
}

async function sumGroups(
  db: Db,
  selection: Selection,
  by: GroupBy | 'total',
  hasDurations: boolean,
): Promise<readonly KeyedSum[]> {
  const sums = sumTable();
  await sumParts(db, planSums(selection, by), KEYS[by], selection, (row) => addCountsRow(sums.at(row), row));
  if (!hasDurations) return sums.all();
  await sumParts(db, planTimes(selection, by), KEYS[by], selection, (row) => addTimesRow(sums.at(row), row));
  return sums.all();
}

/** Hands every row of every part to `take`, one part after the other. */
export async function sumParts(
  db: Db,
  parts: readonly SumPart[],
  keys: KeyColumns,
  selection: Selection,
  take: (row: Row) => void,
): Promise<void> {
  for (const part of parts) {
    for (const row of await querySums(db, part, keys, selection.segments)) take(row);
  }
}

type SumTable = { readonly at: (row: Row) => CohortSum; readonly all: () => readonly KeyedSum[] };

/** Sums by the two keys of a row. */
export function sumTable(): SumTable {
  const sums = new Map<string, KeyedSum>();
  return {
    at: ({ k1, k2 }) => {
      const key = `${String(k1)} ${String(k2)}`;
      const known = sums.get(key) ?? { k1: Number(k1), k2: Number(k2), sum: emptySum() };
      sums.set(key, known);
      return known.sum;
    },
    all: () => [...sums.values()],
  };
}
