import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { splitPhone } from '../../src/core/split-phone.ts';
import type { Db } from '../../src/store/connect.ts';
import { rowsOf } from '../../src/store/select-rows.ts';

/** How many of these numbers a text holds, with or without calling code, also with blanks and hyphens inside. */
export type CountNumbers = (text: string) => number;

/** National numbers below nine digits are too like other figures to be looked for alone. */
const SHORTEST_ALONE = 9;

export function countNumbersOf(contactsCsv: string): CountNumbers {
  const numbers = new Set(
    readFileSync(contactsCsv, 'utf8')
      .split('\n')
      .flatMap((line) => {
        const e164 = /,"?(\+\d{9,15})"?,/.exec(line)?.[1];
        if (e164 === undefined) return [];
        const national = splitPhone(e164)?.number ?? '';
        return national.length >= SHORTEST_ALONE ? [e164.slice(1), national] : [e164.slice(1)];
      }),
  );
  const lengths = [...new Set([...numbers].map(({ length }) => length))];
  return (text) => {
    let count = 0;
    for (const [run] of text.matchAll(/\d(?:[ ()-]{0,2}\d){8,}/g)) {
      const digits = run.replace(/\D/g, '');
      for (let at = 0; at < digits.length; at += 1)
        count += lengths.filter((length) => numbers.has(digits.slice(at, at + length))).length;
    }
    return count;
  };
}

const COLUMNS = `SELECT c.table_name AS t, c.column_name AS c
  FROM information_schema.columns c
  JOIN information_schema.tables b ON b.table_schema = c.table_schema AND b.table_name = c.table_name
  WHERE c.table_schema = DATABASE() AND b.table_type = 'BASE TABLE'
    AND c.data_type IN ('char', 'varchar', 'text', 'mediumtext', 'longtext', 'json', 'varbinary', 'blob', 'mediumblob', 'longblob')`;

/** All that is text or could be, by `table.column`. */
export async function textsOfDatabase(db: Db): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const { t, c } of rowsOf(await db.raw(COLUMNS))) {
    const table = String(t);
    const column = String(c);
    const values: readonly unknown[] = await db(table).whereNotNull(column).pluck(column);
    texts.set(`${table}.${column}`, values.map(written).join('\n'));
  }
  return texts;
}

function written(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('latin1');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Every key and what is in it; with a `prefix` those alone, where others use the Redis too. */
export async function textOfRedis(url: string, prefix = ''): Promise<string> {
  const redis = new Redis(url);
  try {
    const keys = await redis.keys(`${prefix}*`);
    const all = await Promise.all(
      keys.map(async (key) => [
        key,
        await redis.hgetall(key).catch(() => null),
        await redis.get(key).catch(() => null),
        await redis.lrange(key, 0, -1).catch(() => null),
        await redis.zrange(key, '0', '-1').catch(() => null),
        await redis.xrange(key, '-', '+').catch(() => null),
      ]),
    );
    return JSON.stringify(all);
  } finally {
    redis.disconnect();
  }
}
