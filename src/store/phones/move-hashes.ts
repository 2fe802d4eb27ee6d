import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import { type Row, selectRows } from '../select-rows.ts';

/** Every column that holds the hash of a number; all of a number change in one transaction, so that they always join. */
const HASHED = [
  ['contacts', 'phone_hmac'],
  ['phone_verdicts', 'candidate_hmac'],
  ['recommendations', 'phone_hmac'],
  ['suppressions', 'phone_hmac'],
  ['parked_events', 'phone_hmac'],
] as const;

type Rehash = (hash: Buffer) => Buffer;

/** So many numbers in one statement. */
const AT_ONCE = 500;

/** How far hashes are noted: in which column, and up to which hash of it. */
export type Noted = { readonly column: number; readonly after: Buffer };

const NOTHING = Buffer.alloc(0);

export const NOTHING_NOTED: Noted = { column: 0, after: NOTHING };

/** Notes what the next hashes become, those that are noted already left out; null = it went through all of them. */
export async function noteMoves(
  trx: Db,
  rehash: Rehash,
  { column, after }: Noted,
  atMost: number,
): Promise<Noted | null> {
  const hashes = await notNoted(trx, column, after, atMost);
  if (hashes === null) return null;
  const last = hashes.at(-1);
  if (last === undefined) return noteMoves(trx, rehash, { column: column + 1, after: NOTHING }, atMost);
  await note(trx, rehash, hashes);
  return { column, after: last };
}

/** In the order of the hash; null = there is no such column. */
async function notNoted(
  trx: Db,
  place: number,
  after: Buffer,
  atMost: number,
): Promise<readonly Buffer[] | null> {
  const [table, column] = HASHED[place] ?? [];
  if (table === undefined || column === undefined) return null;
  const rows: readonly Row[] = await trx(`${table} as t`)
    .leftJoin('phone_moves as m', 'm.old_hmac', `t.${column}`)
    .whereNull('m.old_hmac')
    .where(`t.${column}`, '>', after)
    .distinct(`t.${column} as hash`)
    .orderBy('hash')
    .limit(atMost);
  return rows.flatMap(({ hash }) => (Buffer.isBuffer(hash) ? [hash] : []));
}

async function note(trx: Db, rehash: Rehash, hashes: readonly Buffer[]): Promise<void> {
  if (hashes.length === 0) return;
  const rows = hashes.map((hash) => ({ old_hmac: hash, new_hmac: rehash(hash) }));
  await trx('phone_moves').insert(rows).onConflict().ignore();
}

/** Gives the next numbers their new hash; how many there were. */
export async function moveHashes(trx: Db, atMost: number): Promise<number> {
  const hashes: readonly Buffer[] = await trx('phone_moves')
    .orderBy('old_hmac')
    .limit(atMost)
    .pluck('old_hmac');
  await move(trx, hashes);
  return hashes.length;
}

/** Numbers that stand under the key before get their new hash now, because a transaction touches them. */
export async function carryOver(trx: Db, newHashes: readonly Buffer[]): Promise<void> {
  if (newHashes.length === 0) return;
  await move(trx, await trx('phone_moves').whereIn('new_hmac', newHashes).pluck('old_hmac'));
}

/** The same, for the events in `import_rows`. */
export async function carryOverEvents(trx: Db): Promise<void> {
  await moveFound(trx, await selectRows(trx, 'phones/find-moves-of-events'));
}

/** The same, for the contacts in `import_rows`: the numbers they have, get, and may mean. */
export async function carryOverContacts(trx: Db): Promise<void> {
  for (const name of ['phones', 'candidates', 'left-phones', 'left-candidates'])
    await moveFound(trx, await selectRows(trx, `phones/find-moves-of-${name}`));
}

async function moveFound(trx: Db, rows: readonly Row[]): Promise<void> {
  await move(
    trx,
    rows.flatMap((row) => (Buffer.isBuffer(row['old_hmac']) ? [row['old_hmac']] : [])),
  );
}

async function move(trx: Db, found: readonly Buffer[]): Promise<void> {
  const ordered = found.toSorted((left, right) => left.compare(right));
  for (let at = 0; at < ordered.length; at += AT_ONCE) {
    const asked = ordered.slice(at, at + AT_ONCE);
    // held before anything else of them is: two that touch one number follow one another
    const hashes: readonly Buffer[] = await trx('phone_moves')
      .whereIn('old_hmac', asked)
      .orderBy('old_hmac')
      .forUpdate()
      .pluck('old_hmac');
    if (hashes.length === 0) continue;
    for (const [table, column] of HASHED)
      await trx('phone_moves as m')
        .join(`${table} as t`, `t.${column}`, 'm.old_hmac')
        .whereIn('m.old_hmac', hashes)
        .update({ [`t.${column}`]: trx.ref('m.new_hmac') });
    await trx('phone_moves').whereIn('old_hmac', hashes).delete();
  }
}

/** Numbers, each once, that have a hash. */
export async function countHashes(db: Db): Promise<number> {
  const [row] = await selectRows(db, 'phones/count-hashes');
  return row === undefined ? 0 : readRow(row).number('numbers');
}

export async function countMoves(db: Db): Promise<number> {
  const [row] = await db('phone_moves').count({ n: '*' });
  return Number(row?.n ?? 0);
}

/** So many at most; how many there were. */
export async function dropMoves(trx: Db, atMost: number): Promise<number> {
  return trx('phone_moves').limit(atMost).delete();
}
