import type { Db } from '../connect.ts';
import { changedRows } from '../roll-up/session.ts';
import { statement } from '../roll-up/statement.ts';
import type { RefusedReference } from './import-table.ts';

export type MergeSession = {
  readonly trx: Db;
  /** file name part of the kind: `opt-outs` for opt_outs */
  readonly name: string;
  readonly hasRepeats: boolean;
  /** how many refused rows are told apart */
  readonly refusalsAtMost: number;
  readonly onStatement?: ((name: string, milliseconds: number) => void) | undefined;
};

export type AddSession = Omit<MergeSession, 'refusalsAtMost'> & {
  /** told when the rows have their numbers */
  readonly onAdded?: (() => void) | undefined;
};

export function toRefusal(row: Readonly<Record<string, unknown>>): RefusedReference {
  return { rowNo: Number(row.row_no), column: String(row.column_name) };
}

/** Runs `src/store/sql/import/<name>.sql`; the number of rows it changed. */
export async function run(
  session: Pick<MergeSession, 'trx' | 'onStatement'>,
  name: string,
  bindings: Readonly<Record<string, string | number>> = {},
): Promise<number> {
  const started = performance.now();
  const answer: unknown = await session.trx.raw(statement(`import/${name}`), bindings);
  session.onStatement?.(name, performance.now() - started);
  return changedRows(answer);
}

export async function select(
  { trx }: Pick<MergeSession, 'trx'>,
  name: string,
  bindings: Readonly<Record<string, number>> = {},
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const answer: unknown = await trx.raw(statement(`import/${name}`), bindings);
  const rows: unknown = Array.isArray(answer) ? answer[0] : [];
  return Array.isArray(rows) ? rows : [];
}
