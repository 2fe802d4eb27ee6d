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
    const stop = listen(db, (sql, ms, rows) => {
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

function listen(db: Db, take: (sql: string, ms: number, rows: number) => void): () => void {
  const started = new Map<string, number>();
  // one connection answers one after the other: a statement begins when the one before it has ended
  let free = 0;
  const begin = ({ __knexQueryUid: id }: { readonly __knexQueryUid: string }): void => {
    started.set(id, performance.now());
  };
  const end = (
    response: unknown,
    { __knexQueryUid: id, sql }: { readonly __knexQueryUid: string; readonly sql: string },
  ): void => {
    const rows: unknown = Array.isArray(response) ? response[0] : null;
    const now = performance.now();
    take(sql, now - Math.max(free, started.get(id) ?? now), Array.isArray(rows) ? rows.length : 0);
    free = now;
  };
  db.on('query', begin);
  db.on('query-response', end);
  return () => {
    db.removeListener('query', begin);
    db.removeListener('query-response', end);
  };
}

function short(sql: string): string {
  const flat = sql
    .replace(/\s+/g, ' ')
    .replace(/(\?, ?){3,}/g, '?, .. ')
    .replace(/(SUM\([^)]*\) AS \w+,? ?){3,}/g, 'SUM(..) ');
  return flat.length > 180 ? `${flat.slice(0, 180)}...` : flat;
}
