import type { NumberPattern } from '../../core/number-pattern.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import { rowsOf } from '../select-rows.ts';

export type NumberToErase = {
  readonly e164: string;
  readonly hmac: Buffer;
  /** every hash it may stand under, `hmac` first */
  readonly hmacs: readonly Buffer[];
  /** as stored: the same for the same number and key */
  readonly encs: readonly Buffer[];
  readonly pattern: NumberPattern;
};

/** Where the number still is. */
export type Trace = { readonly place: string; readonly rows: number };

const COLUMNS = `SELECT c.table_name AS table_name, c.column_name AS column_name, c.data_type AS data_type,
    COALESCE(c.character_maximum_length, 0) AS longest
  FROM information_schema.columns c
  JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
  WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE'
    AND c.data_type IN ('char', 'varchar', 'text', 'mediumtext', 'longtext', 'json', 'binary', 'varbinary', 'blob', 'mediumblob', 'longblob')
  ORDER BY c.table_name, c.ordinal_position`;

/** The keyed hash is meant to stay here. */
const STAYS = 'suppressions.phone_hmac';

/** Shorter columns hold no number. */
const SHORTEST = 7;

/**
 * Looks into every text and every row of bytes of every table for the number as text, as keyed hash and as sealed
 * number. Reads the whole database.
 */
export async function scanForNumber(db: Db, number: NumberToErase): Promise<readonly Trace[]> {
  const traces: Trace[] = [];
  for (const row of rowsOf(await db.raw(COLUMNS))) {
    const read = readRow(row);
    if (read.text('data_type') !== 'json' && read.number('longest') < SHORTEST) continue;
    const place = `${read.text('table_name')}.${read.text('column_name')}`;
    if (place === STAYS) continue;
    const rows = await countIn(
      db,
      read.text('table_name'),
      read.text('column_name'),
      { type: read.text('data_type'), longest: read.number('longest') },
      number,
    );
    if (rows > 0) traces.push({ place, rows });
  }
  return traces;
}

async function countIn(
  db: Db,
  table: string,
  column: string,
  { type, longest }: { readonly type: string; readonly longest: number },
  number: NumberToErase,
): Promise<number> {
  const query = db(table);
  whereHolds(query, column, kindOf(type, longest), number);
  const [counted] = await query.count({ n: '*' });
  return Number(counted?.n ?? 0);
}

/** Ids are short: eight digits that happen to be those of a number at home are none there. */
const ID_LENGTH = 64;

function kindOf(type: string, longest: number): 'bytes' | 'text' | 'long' {
  if (/binary|blob/.test(type)) return 'bytes';
  return longest <= ID_LENGTH || /^(json|text|mediumtext|longtext)$/.test(type) ? 'long' : 'text';
}

/**
 * Narrows to rows whose column holds the number. `long` texts (and ids) are searched for its digits alone: MySQL
 * gives a regular expression no time for them.
 */
export function whereHolds(
  query: ReturnType<Db>,
  column: string,
  kind: 'bytes' | 'text' | 'long',
  { hmacs, encs, pattern }: NumberToErase,
): void {
  const digits = `%${pattern.digits}%`;
  if (kind === 'text') void query.whereRaw('CAST(?? AS CHAR) REGEXP ?', [column, pattern.regexp]);
  else if (kind === 'long') void query.whereRaw('CAST(?? AS CHAR) LIKE ?', [column, digits]);
  else {
    const encoded = BASE64_OFFSETS.map((offset) => `%${base64Middle(pattern.digits, offset)}%`);
    void query.where((either) => {
      void either.whereIn(column, [...hmacs, ...encs]);
      for (const one of [digits, ...encoded])
        void either.orWhereRaw('?? LIKE CAST(? AS BINARY)', [column, one]);
    });
  }
}

const BASE64_OFFSETS = [0, 1, 2] as const;

/** What the digits look like inside base64, wherever they begin in its groups of three; without the ends that neighbours change. */
function base64Middle(digits: string, offset: number): string {
  const whole = Buffer.from(`${'x'.repeat(offset)}${digits}`)
    .toString('base64')
    .replace(/=+$/, '');
  return whole.slice(offset === 0 ? 0 : offset + 1, -1);
}
