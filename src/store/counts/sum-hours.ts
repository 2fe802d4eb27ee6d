import type { Db } from '../connect.ts';
import { addCountsRow, hasMessages, toCohort } from './cohort-sum.ts';
import type { HourRow } from './load-cohorts.ts';
import { planSums } from './plan-sums.ts';
import type { Selection } from './selection.ts';
import { sumParts, sumTable } from './sum-cohorts.ts';

/** By recipient-local hour of sending: 24 hours of a day or 168 of a week. */
export async function sumHours(db: Db, selection: Selection, hours: 24 | 168): Promise<readonly HourRow[]> {
  const sums = sumTable();
  const keys = { k1: 'send_hour', k2: 'nothing' };
  await sumParts(db, planSums(selection, 'hour'), keys, selection, (row) =>
    addCountsRow(sums.at({ k1: Number(row['k1']) % hours, k2: 0 }), row),
  );
  return sums
    .all()
    .filter(({ sum }) => hasMessages(sum))
    .map(({ k1, sum }) => ({ hour: k1, cohort: toCohort(sum) }))
    .sort((a, b) => a.hour - b.hour);
}
