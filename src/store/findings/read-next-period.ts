import type { NextPeriodRow } from '../../core/findings/validation/next-period.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Bounds } from './bounds.ts';
import { flagOf } from './count-flags.ts';
import { overIds, PERSONS, type RangeOptions } from './id-ranges.ts';
import type { Names } from './names.ts';
import { readFor } from './read-for.ts';

/** What scored persons of a run did afterwards, as it is known now; alike persons of a range together. */
export async function readNextPeriod(
  db: Db,
  runId: number,
  { view, lastContact }: Bounds,
  names: Names,
  usual: { readonly shape: number; readonly level: number },
  options: RangeOptions = {},
): Promise<readonly NextPeriodRow[]> {
  const counted = new Map<string, NextPeriodRow>();
  const { shape, level } = usual;
  await overIds(
    { step: 'afterwards', last: lastContact, size: PERSONS },
    async (range) => {
      const asked = { ...range, run: runId, shape, level };
      for (const row of await readFor(db, 'count-next', { ...view, known: 'now' }, asked)) {
        const read = readRow(row);
        const flag = flagOf(read.number('flag'));
        const one = {
          segment: names.segment(read.number('segment_id')),
          band: read.number('band'),
          group: flag === null ? ('unflagged' as const) : flag === 'fatigued' ? flag : ('other' as const),
          multiplier: Math.exp(read.number('step') / 8),
          delivered: read.number('delivered'),
          clicked: read.number('clicked'),
          optedOut: read.number('opted_out'),
        };
        const key = JSON.stringify(one);
        const contacts = (counted.get(key)?.contacts ?? 0) + read.number('contacts');
        counted.set(key, { ...one, contacts });
      }
    },
    options,
  );
  return [...counted.values()];
}
