import { hasMessages, toCohort } from './cohort-sum.ts';
import type { HourRow } from './load-cohorts.ts';
import { planSums } from './plan-sums.ts';
import type { SumReader } from './read-sums.ts';
import type { Selection } from './selection.ts';
import { asksOf, sumTable } from './sum-cohorts.ts';

/** By recipient-local hour of sending: 24 hours of a day or 168 of a week. */
export async function sumHours(
  selection: Selection,
  by: 'hour' | 'week-hour',
  read: SumReader,
): Promise<readonly HourRow[]> {
  const table = sumTable();
  await read(asksOf(planSums(selection, by), (_, { k1 }) => table.at(k1, 0)));
  return table
    .all()
    .filter(({ sum }) => hasMessages(sum))
    .map(({ k1, sum }) => ({ hour: k1, cohort: toCohort(sum) }))
    .sort((a, b) => a.hour - b.hour);
}
