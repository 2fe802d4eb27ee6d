import type { HistorySegment } from '../../core/findings/history.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Bounds } from './bounds.ts';
import { type IdRange, overIds, PERSONS, type RangeOptions } from './id-ranges.ts';
import type { Names } from './names.ts';
import { compare } from './read-cells.ts';
import { readFor, writeFor } from './read-for.ts';

type Sums = { panelContacts: number; raisedContacts: number; highContacts: number; contacts: number };

/**
 * Counts every person a promotional message reached into `person_findings` of the run, a range of persons in one
 * transaction, and says how many persons of each segment got more. Needs the rates of the run.
 */
export async function countPersons(
  db: Db,
  runId: number,
  { view, lastContact }: Bounds,
  names: Names,
  options: RangeOptions = {},
): Promise<readonly HistorySegment[]> {
  const sums = new Map<string, Sums>();
  const countRange = async (trx: Db, range: IdRange): Promise<void> => {
    const asked = { ...range, run: runId };
    await trx.raw('DROP TEMPORARY TABLE IF EXISTS finding_counts');
    await writeFor(trx, 'create-counts', view);
    await writeFor(trx, 'count-persons', view, asked);
    const raised = await readFor(trx, 'count-raised', view);
    await writeFor(trx, 'save-persons', view, asked);
    await trx.raw('DROP TEMPORARY TABLE finding_counts');
    for (const name of ['clicks', 'orders', 'opt-outs', 'bad-numbers'])
      await writeFor(trx, `note-${name}`, view, asked);
    for (const row of raised) {
      const read = readRow(row);
      const segment = names.segment(read.number('segment_id'));
      const sum = sums.get(segment) ?? { panelContacts: 0, raisedContacts: 0, highContacts: 0, contacts: 0 };
      sum.panelContacts += read.number('panel_contacts');
      sum.raisedContacts += read.number('raised_contacts');
      sum.highContacts += read.number('high_contacts');
      sum.contacts += read.number('contacts');
      sums.set(segment, sum);
    }
  };
  await overIds(
    { step: 'persons', last: lastContact, size: PERSONS },
    (range) => db.transaction((trx) => countRange(trx, range)),
    options,
  );
  return [...sums]
    .map(([segment, sum]) => ({ segment, ...sum }))
    .toSorted((a, b) => compare(a.segment, b.segment));
}
