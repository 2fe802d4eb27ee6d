import { Failure } from '../../core/failure.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';
import type { StoredPhoneKey } from './phone-key.ts';

/**
 * Every column with sealed numbers. One that is copied into another comes before it: what a statement copies while a
 * column is being sealed anew is met again there.
 */
const SEALED = [
  { table: 'contacts', key: 'id', column: 'phone_enc' },
  { table: 'phone_verdicts', key: 'contact_id', column: 'raw_enc' },
  { table: 'phone_verdicts', key: 'contact_id', column: 'candidate_enc' },
  { table: 'recommendations', key: 'id', column: 'fix_candidate_enc' },
  { table: 'contact_changes', key: 'id', column: 'candidate_enc' },
] as const;

type Resealing = StoredPhoneKey['resealing'];

/** The place after all of them. */
const DONE = SEALED.length;

export function isResealed({ step }: Resealing): boolean {
  return step >= DONE;
}

/**
 * Seals the next rows anew and says where to go on. What `reseal` leaves as it is costs no write. Fails with `bad-state`
 * when bytes cannot be opened.
 */
export async function resealSome(
  trx: Db,
  { step, after }: Resealing,
  atMost: number,
  reseal: (bytes: Buffer) => Buffer,
): Promise<{ readonly next: Resealing; readonly rows: number }> {
  const place = SEALED[step];
  if (place === undefined) return { next: { step, after }, rows: 0 };
  const { table, key, column } = place;
  const rows: readonly Row[] = await trx(table)
    .where(key, '>', after)
    .whereNotNull(column)
    .orderBy(key)
    .limit(atMost)
    .forUpdate()
    .select(`${key} as row_key`, `${column} as sealed`);
  const changed = rows.flatMap((row): readonly (number | Buffer)[] => {
    const id = readRow(row).number('row_key');
    const { sealed } = row;
    if (!Buffer.isBuffer(sealed)) return [];
    const anew = resealed(reseal, sealed, `${table} ${id}, ${column}`);
    return anew.equals(sealed) ? [] : [id, anew];
  });
  if (changed.length > 0) {
    const values = Array.from({ length: changed.length / 2 }, () => 'SELECT ? AS row_key, ? AS sealed');
    await trx.raw(
      `UPDATE ?? t JOIN (${values.join(' UNION ALL ')}) x ON x.row_key = t.?? SET t.?? = x.sealed`,
      [table, ...changed, key, column],
    );
  }
  const last = rows.at(-1);
  const next =
    rows.length < atMost || last === undefined
      ? { step: step + 1, after: 0 }
      : { step, after: readRow(last).number('row_key') };
  return { next, rows: rows.length };
}

function resealed(reseal: (bytes: Buffer) => Buffer, sealed: Buffer, where: string): Buffer {
  try {
    return reseal(sealed);
  } catch (cause) {
    throw new Failure('bad-state', `${where}: is sealed with neither key; take the value away, or the row`, {
      cause,
    });
  }
}

/** Rows from there on; with the first place, all. */
export async function countSealed(db: Db, { step, after }: Resealing): Promise<number> {
  let rows = 0;
  for (const [index, { table, key, column }] of SEALED.entries()) {
    if (index < step) continue;
    const [row] = await db(table)
      .whereNotNull(column)
      .where(key, '>', index === step ? after : 0)
      .count({ n: '*' });
    rows += Number(row?.n ?? 0);
  }
  return rows;
}
