import type { Radius } from '../../core/cleaning/apply-radius.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import { type Row, selectRows } from '../select-rows.ts';

/** The whole list first, then every segment the batch touches. Reads all contacts once. */
export async function measureRadius(trx: Db, batchId: number): Promise<readonly Radius[]> {
  const going = perSegment(await selectRows(trx, 'cleaning/apply/count-going', { batch: batchId }), 'going');
  if (going.size === 0) return [];
  const contacts = perSegment(await selectRows(trx, 'cleaning/apply/count-contacts'), 'contacts');
  const suppressed = await selectRows(trx, 'cleaning/apply/count-suppressed');
  const old = perSegment(suppressed, 'old');
  const recent = perSegment(suppressed, 'recent');
  const names = new Map<number, string>(
    (await trx('segments').select('id', 'segment_id')).map((row) => [Number(row.id), String(row.segment_id)]),
  );
  const segments = [...going.keys()].flatMap((segment): Radius[] => {
    const name = names.get(segment);
    const reachable = (contacts.get(segment) ?? 0) - (old.get(segment) ?? 0);
    const goes = (going.get(segment) ?? 0) + (recent.get(segment) ?? 0);
    return name === undefined ? [] : [{ segment: name, reachable, going: goes }];
  });
  const whole = { segment: null, reachable: sum(contacts) - sum(old), going: sum(going) + sum(recent) };
  return [whole, ...segments];
}

function perSegment(rows: readonly Row[], column: string): ReadonlyMap<number, number> {
  return new Map(
    rows.map((row) => {
      const { number } = readRow(row);
      return [number('segment'), number(column)];
    }),
  );
}

function sum(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
