import type { Db } from '../connect.ts';
import { statement } from '../roll-up/statement.ts';
import type { SumPart } from './plan-sums.ts';

export type Row = Readonly<Record<string, unknown>>;

/**
 * What the two key columns of a statement say, for cubes (alias c) and facts (alias f). `day-of-run` counts days of
 * 24 hours from `runStart`, a quarter of an hour of the epoch; `utc-day-of-run` from a UTC day.
 */
export type KeyColumns = { readonly k1: string; readonly k2: string; readonly runStart?: number };

/** Runs one part; rows have k1, k2 and what the statement sums. */
export async function querySums(
  db: Db,
  part: SumPart,
  keys: KeyColumns,
  segments: readonly number[] | null,
): Promise<readonly Row[]> {
  if (part.usesSegments === true && segments?.length === 0) return [];
  const alias = part.statement.includes('fact') ? 'f' : 'c';
  const isFiltered = part.usesSegments === true && segments !== null;
  const sql = statement(`counts/${part.statement}`)
    .replaceAll('{{by}}', `${columnOf(keys.k1, alias)} AS k1, ${columnOf(keys.k2, alias)} AS k2`)
    .replaceAll(
      '{{campaigns}}',
      part.campaigns === undefined ? '1 = 1' : `${alias}.campaign_id IN (:campaigns)`,
    )
    .replaceAll('{{segments}}', isFiltered ? `\n  AND ${alias}.segment_id IN (:segments)` : '');
  const answer: unknown = await db.raw(sql, {
    ...(part.campaigns === undefined ? {} : { campaigns: part.campaigns }),
    ...(part.range === undefined ? {} : { from: part.range.from, to: part.range.to }),
    ...(isFiltered ? { segments } : {}),
    ...(keys.runStart === undefined ? {} : { runStart: keys.runStart }),
  });
  const rows: unknown = Array.isArray(answer) ? answer[0] : [];
  return Array.isArray(rows) ? rows : [];
}

function columnOf(key: string, alias: 'c' | 'f'): string {
  if (key === 'nothing') return '0';
  if (key === 'day-of-run') return `(${alias === 'f' ? 'f.sent_s DIV 900' : 'c.slot'} - :runStart) DIV 96`;
  if (key === 'utc-day-of-run') return 'c.day - :runStart';
  return `${alias}.${key}`;
}
