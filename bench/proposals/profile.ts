import type { Db } from '../../src/store/connect.ts';

type Told = { readonly __knexQueryUid: string; readonly sql: string };

/** From now on; asked for, it ends and gives the statements that took most, one a line. */
export function profileOf(db: Db): () => readonly string[] {
  const started = new Map<string, number>();
  const spent = new Map<string, number>();
  const onQuery = ({ __knexQueryUid: id }: Told): void => void started.set(id, performance.now());
  const onAnswer = (_: unknown, { __knexQueryUid: id, sql }: Told): void => {
    const key = sql.replace(/\s+/g, ' ').slice(0, 70);
    spent.set(key, (spent.get(key) ?? 0) + performance.now() - (started.get(id) ?? performance.now()));
    started.delete(id);
  };
  db.on('query', onQuery);
  db.on('query-response', onAnswer);
  return () => {
    db.off('query', onQuery);
    db.off('query-response', onAnswer);
    return [...spent]
      .toSorted(([, left], [, right]) => right - left)
      .slice(0, 12)
      .map(([sql, ms]) => `- ${Math.round(ms)} ms ${sql}`);
  };
}
