import type { RaisedCounts } from '../../core/findings/counting/segment-doses.ts';
import type { HistorySegment } from '../../core/findings/history.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';
import type { Bounds } from './bounds.ts';
import { compare } from './compare.ts';
import { type IdRange, overIds, PERSONS, type RangeOptions } from './id-ranges.ts';
import type { Names } from './names.ts';
import { readFor, writeFor } from './read-for.ts';

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
  const counted: RaisedCounts[] = [];
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
    counted.push(...raised.map(raisedOf));
  };
  await overIds(
    { step: 'persons', last: lastContact, size: PERSONS },
    (range) => db.transaction((trx) => countRange(trx, range)),
    options,
  );
  return listSegments(counted, names);
}

function raisedOf(row: Row): RaisedCounts {
  const read = readRow(row);
  return {
    segment: read.number('segment_id'),
    panelContacts: read.number('panel_contacts'),
    raisedContacts: read.number('raised_contacts'),
    highContacts: read.number('high_contacts'),
    contacts: read.number('contacts'),
  };
}

/** Of several ranges of persons; in the order of the segments. */
export function listSegments(counted: readonly RaisedCounts[], names: Names): readonly HistorySegment[] {
  const sums = new Map<string, RaisedCounts>();
  for (const one of counted) {
    const segment = names.segment(one.segment);
    const sum = sums.get(segment);
    sums.set(segment, {
      segment: one.segment,
      panelContacts: one.panelContacts + (sum?.panelContacts ?? 0),
      raisedContacts: one.raisedContacts + (sum?.raisedContacts ?? 0),
      highContacts: one.highContacts + (sum?.highContacts ?? 0),
      contacts: one.contacts + (sum?.contacts ?? 0),
    });
  }
  return [...sums]
    .map(([segment, sum]) => ({ ...sum, segment }))
    .toSorted((a, b) => compare(a.segment, b.segment));
}
