import type { Db } from '../connect.ts';
import { statement } from './statement.ts';

/** What the steps of one tick share. */
export type TickSession = {
  readonly trx: Db;
  /** epoch seconds the state is folded at; never goes back */
  readonly now: number;
  /** outcomes.id of a message without any receipt that is past waiting */
  readonly noReceiptOutcome: number;
  /** told after each statement; for measurements */
  readonly onStatement?: (name: string, milliseconds: number) => void;
};

export type Bindings = Readonly<Record<string, number | string>>;

/**
 * Runs `src/store/sql/roll-up/<name>.sql`; the number of rows it changed.
 *
 * @param parts SQL by the word that stands for it in the statement, `{{word}}`
 */
export async function run(
  session: TickSession,
  name: string,
  bindings: Bindings = {},
  parts: Readonly<Record<string, string>> = {},
): Promise<number> {
  const started = performance.now();
  const sql = statement(`roll-up/${name}`).replace(
    /\{\{([a-z]+)\}\}/g,
    (whole, word: string) => parts[word] ?? whole,
  );
  const answer: unknown = await session.trx.raw(sql, bindings);
  session.onStatement?.(name, performance.now() - started);
  return changedRows(answer);
}

/** The same for a statement over measures: only those named are added up. */
export async function runWith(
  session: TickSession,
  name: string,
  measures: readonly string[],
): Promise<number> {
  const started = performance.now();
  const answer: unknown = await session.trx.raw(statement(`roll-up/${name}`, measures));
  session.onStatement?.(name, performance.now() - started);
  return changedRows(answer);
}

/** Whether some message is to be counted for more than being new. */
export async function hasTouched({ trx }: Pick<TickSession, 'trx'>): Promise<boolean> {
  return (await trx('tick_touched').select('message_id').first()) !== undefined;
}

/** The drivers answer [result header, fields]. */
export function changedRows(answer: unknown): number {
  const header: unknown = Array.isArray(answer) ? answer[0] : null;
  if (typeof header !== 'object' || header === null || !('affectedRows' in header)) return 0;
  return Number(header.affectedRows);
}

/** Rows of a SELECT whose columns are all numbers or text. */
export async function rows<Row>(
  session: Pick<TickSession, 'trx' | 'onStatement'>,
  name: string,
  parse: (row: Readonly<Record<string, unknown>>) => Row,
  bindings: Bindings = {},
): Promise<readonly Row[]> {
  const started = performance.now();
  const answer: unknown = await session.trx.raw(statement(`roll-up/${name}`), bindings);
  session.onStatement?.(name, performance.now() - started);
  const list: unknown = Array.isArray(answer) ? answer[0] : [];
  return Array.isArray(list) ? list.map(parse) : [];
}
