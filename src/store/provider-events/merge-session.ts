import type { Db } from '../connect.ts';
import { changedRows } from '../roll-up/session.ts';
import { statement } from '../roll-up/statement.ts';
import { type Bindings, rowsOf } from '../select-rows.ts';

export type OnStatement = (name: string, milliseconds: number) => void;

export type EventSession = {
  readonly trx: Db;
  /** told after each statement; for measurements */
  readonly onStatement?: OnStatement | undefined;
};

/** Runs `src/store/sql/provider-events/<name>.sql`; the number of rows it changed. */
export async function run(
  { trx, onStatement }: EventSession,
  name: string,
  bindings: Bindings = {},
): Promise<number> {
  const started = performance.now();
  const answer: unknown = await trx.raw(statement(`provider-events/${name}`), bindings);
  onStatement?.(name, performance.now() - started);
  return changedRows(answer);
}

/** The one row of a SELECT of numbers. */
export async function count({ trx }: EventSession, name: string): Promise<Readonly<Record<string, number>>> {
  const [row] = rowsOf(await trx.raw(statement(`provider-events/${name}`)));
  return Object.fromEntries(Object.entries(row ?? {}).map(([column, value]) => [column, Number(value)]));
}
