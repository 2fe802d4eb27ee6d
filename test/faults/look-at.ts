import { setTimeout as wait } from 'node:timers/promises';
import type { World } from './world.ts';

/** Rows that are not final, and who is at one of them. */
export type Open = { readonly rows: number; readonly busy: readonly string[]; readonly planned: number };

/** A live holder of a lease is busy; a stopped one is to be taken for dead. */
export async function lookAt({ db, pool }: World): Promise<Open> {
  // one statement: what is planned between two would be counted, and not seen to be open
  const [seen] = await db.raw(
    `SELECT lease_owner AS owner, NULL AS planned FROM report_runs WHERE state IN ('planned', 'running', 'rendered')
     UNION ALL SELECT lease_owner, NULL FROM report_dispatches WHERE state IN ('queued', 'sending')
     UNION ALL SELECT NULL, COUNT(*) FROM report_runs`,
  );
  const rows: readonly Row[] = seen;
  const open = rows.filter(({ planned }) => planned === null);
  const alive = new Set(
    pool
      .living()
      .filter((worker) => !worker.isStopped())
      .map(({ pid }) => String(pid)),
  );
  const owners = open.map(({ owner }) => owner?.split('-')[0] ?? '');
  return {
    rows: open.length,
    busy: [...new Set(owners.filter((owner) => alive.has(owner)))],
    planned: Number(rows.find(({ planned }) => planned !== null)?.planned),
  };
}

type Row = { readonly owner: string | null; readonly planned: number | null };

/** Time is worth nothing on a busy machine: a worker that goes on has looked for work twice, begun after this call. */
export function lookedTwice(world: World, mostMs: number): Promise<boolean> {
  // the first may have begun before
  return looked(world, 3, mostMs);
}

/** Any of the workers, or the one of a process id. */
export async function looked(
  { pool }: World,
  times: number,
  mostMs: number,
  of: number | null = null,
): Promise<boolean> {
  const before = pool.looks();
  const end = performance.now() + mostMs;
  while (performance.now() < end) {
    await wait(50);
    const counts = [...pool.looks()].filter(([pid]) => of === null || pid === of);
    if (counts.some(([pid, count]) => count >= (before.get(pid) ?? 0) + times)) return true;
  }
  return false;
}

/** The same text twice: nothing happened in between. */
export async function changes({ db }: World): Promise<string> {
  const [[row]] = await db.raw(
    `SELECT (SELECT COALESCE(SUM(fence), 0) FROM report_runs) AS a, (SELECT COUNT(*) FROM report_runs) AS b,
       (SELECT COALESCE(SUM(fence), 0) FROM report_dispatches) AS c,
       (SELECT COUNT(*) FROM report_dispatches WHERE state = 'sent') AS d,
       (SELECT MAX(lease_until) FROM report_runs) AS e, (SELECT MAX(lease_until) FROM report_dispatches) AS f`,
  );
  return JSON.stringify(row);
}
