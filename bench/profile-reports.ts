import type { Db } from '../src/store/connect.ts';
import { median } from './measure.ts';
import { askOurs } from './ours.ts';
import { QUESTIONS } from './questions.ts';

/** Where the time of our reports goes: the statements, each with its median, and what is left for this process. */
export async function profileReports(db: Db, rounds: number): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const question of QUESTIONS) {
    const totals: number[] = [];
    const statements = new Map<string, { readonly ms: number[]; rows: number }>();
    const stop = await listen(db, (sql, ms, rows) => {
      const known = statements.get(sql) ?? { ms: [], rows: 0 };
      known.ms.push(ms);
      known.rows = rows;
      statements.set(sql, known);
    });
    await askOurs(db, question);
    statements.clear();
    for (let round = 0; round < rounds; round += 1) {
      const started = performance.now();
      await askOurs(db, question);
      totals.push(performance.now() - started);
    }
    stop();
    lines.push(...shownProfile(question.title, median(totals), statements, rounds));
  }
  return lines;
}

function shownProfile(
  title: string,
  total: number,
  statements: ReadonlyMap<string, { readonly ms: readonly number[]; readonly rows: number }>,
  rounds: number,
): readonly string[] {
  const shown = [...statements].map(([sql, { ms, rows }]) => {
    const count = ms.length / rounds;
    return { sql, rows, count, ms: median(ms) * count };
  });
  const inSql = shown.reduce((sum, { ms }) => sum + ms, 0);
  const count = shown.reduce((sum, one) => sum + one.count, 0);
  return [
    `- **${title}**: ${total.toFixed(1)} ms, of which ${inSql.toFixed(1)} in ${count} statements`,
    ...shown
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, 6)
      .map(
        ({ sql, ms, rows, count }) =>
          `  - ${ms.toFixed(2)} ms, ${count} times, ${rows} rows: \`${short(sql)}\``,
      ),
  ];
}

/** Of the one connection of the pool, where it leaves for the server: not every statement passes knex. */
async function listen(db: Db, take: (sql: string, ms: number, rows: number) => void): Promise<() => void> {
  const connection: { query?: Query } = await db.client.acquireConnection();
  await db.client.releaseConnection(connection);
  const query = connection.query?.bind(connection);
  if (query === undefined) throw new Error('a connection that is none of mysql2');
  // one connection answers one after the other: a statement begins when the one before it has ended
  let free = 0;
  connection.query = (...asked) => {
    const started = performance.now();
    const done = asked.at(-1);
    const [{ sql }] = asked;
    const listening: Done = (error, rows, ...more) => {
      const now = performance.now();
      take(sql, now - Math.max(free, started), Array.isArray(rows) ? rows.length : 0);
      free = now;
      if (typeof done === 'function') done(error, rows, ...more);
    };
    return query(asked[0], ...asked.slice(1, -1), listening);
  };
  return () => void delete connection.query;
}

type Done = (error: Error | null, rows: unknown, ...more: readonly unknown[]) => void;
type Query = (asked: { readonly sql: string }, ...more: readonly unknown[]) => unknown;

function short(sql: string): string {
  const flat = sql
    .replace(/\s+/g, ' ')
    .replace(/(\?, ?){3,}/g, '?, .. ')
    .replace(/(SUM\([^)]*\) AS \w+,? ?){3,}/g, 'SUM(..) ');
  return flat.length > 180 ? `${flat.slice(0, 180)}...` : flat;
}
