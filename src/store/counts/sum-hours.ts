import { COUNT_KEYS, type CountKey, countsFrom } from '../../core/counts.ts';
import { hasMessages, toCohort } from './cohort-sum.ts';
import type { HourRow } from './load-cohorts.ts';
import { planSums } from './plan-sums.ts';
import type { SumReader } from './read-sums.ts';
import type { Selection } from './selection.ts';
import { asksOf, sumTable } from './sum-cohorts.ts';
import type { SumPart } from './sum-part.ts';

type ByHour = {
  readonly by: 'hour' | 'week-hour';
  /** absent = all; there is no money in any case */
  readonly counts?: readonly CountKey[];
};

/** By recipient-local hour of sending: 24 hours of a day or 168 of a week. */
export async function sumHours(
  selection: Selection,
  asked: ByHour,
  read: SumReader,
): Promise<readonly HourRow[]> {
  const { counts = COUNT_KEYS } = asked;
  const table = sumTable();
  await read(asksOf(partsByHour(selection, asked), (_, { k1 }) => table.at(k1, 0)));
  return table
    .all()
    .filter(({ sum }) => hasMessages(sum))
    .map(({ k1, sum }) => ({ hour: k1, cohort: toCohort(sum) }))
    .map((row) => ({ ...row, cohort: onlyCounts(row.cohort, counts) }))
    .sort((a, b) => a.hour - b.hour);
}

/** What `sumHours` reads; a text of quarters holds all counts, and is shared with whoever asks for others. */
export function partsByHour(selection: Selection, { by, counts = COUNT_KEYS }: ByHour): readonly SumPart[] {
  return planSums(selection, by)
    .filter(({ source }) => source !== 'fact-revenue')
    .map((part) =>
      part.isText && part.source === 'slots' ? part : { ...part, counts: ['attempted', ...counts] },
    );
}

/** A text may have brought more. */
function onlyCounts(cohort: HourRow['cohort'], counts: readonly CountKey[]): HourRow['cohort'] {
  const asked = new Set<CountKey>(['attempted', ...counts]);
  return { ...cohort, counts: countsFrom((key) => (asked.has(key) ? cohort.counts[key] : 0)), money: [] };
}
