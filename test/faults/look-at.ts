import { setTimeout as wait } from 'node:timers/promises';
import type { World } from './world.ts';

/** A row that a live process holds; the same text as long as the lease is neither renewed nor taken over. */
type HeldRow = { readonly holder: string; readonly lease: string };

export type Open = {
  /** that are not final */
  readonly rows: number;
  /** process ids */
  readonly busy: readonly string[];
  readonly held: readonly HeldRow[];
  /** rows that anybody may take up now, and nobody has */
  readonly due: number;
  /** runs that exist */
  readonly planned: number;
};

const SQL = `
  SELECT 'run' AS what, id, fence, lease_owner AS owner, CAST(lease_until AS CHAR) AS until,
    state = 'planned' AND next_attempt_at <= ? AS due
  FROM report_runs WHERE state IN ('planned', 'running', 'rendered')
  UNION ALL
  SELECT 'mail', id, fence, lease_owner, CAST(lease_until AS CHAR), state = 'queued' AND next_attempt_at <= ?
  FROM report_dispatches WHERE state IN ('queued', 'sending')
  UNION ALL
  SELECT 'planned', COUNT(*), 0, NULL, NULL, 0 FROM report_runs`;

type Row = {
  readonly what: string;
  readonly id: number;
  readonly fence: number;
  readonly owner: string | null;
  readonly until: string | null;
  readonly due: number;
};

/** A live holder of a lease is busy; a stopped one is to be taken for dead. */
export async function lookAt({ db, pool, clock }: World): Promise<Open> {
  const now = new Date(clock.now().epochMilliseconds);
  // one statement: what is planned between two would be counted, and not seen to be open
  const [seen] = await db.raw(SQL, [now, now]);
  const rows: readonly Row[] = seen;
  const open = rows.filter(({ what }) => what !== 'planned');
  const alive = new Set(
    pool
      .living()
      .filter((worker) => !worker.isStopped())
      .map(({ pid }) => String(pid)),
  );
  const held = open
    .map((row) => ({ holder: row.owner?.split('-')[0] ?? '', lease: leaseOf(row) }))
    .filter(({ holder }) => alive.has(holder));
  return {
    rows: open.length,
    busy: [...new Set(held.map(({ holder }) => holder))],
    held,
    due: open.filter(({ due }) => Number(due) === 1).length,
    planned: Number(rows.find(({ what }) => what === 'planned')?.id),
  };
}

function leaseOf({ what, id, fence, until }: Row): string {
  return `${what} ${id} ${fence} ${until}`;
}

/** Time is worth nothing on a busy machine: a worker that goes on has looked for work twice, begun after this call. */
export function lookedTwice(world: World, mostMs: number): Promise<boolean> {
  // the first may have begun before
  return looked(world, { times: 3, mostMs, isAsked: true });
}

type Looks = {
  readonly times: number;
  /** in turns of this loop, not by the clock: a machine that stood still for a while changes nothing */
  readonly mostMs: number;
  /** process id of the one; absent = any of the workers */
  readonly of?: number;
  /** they are told to look now, and do not wait until it is time again */
  readonly isAsked?: boolean;
};

const TURN_MS = 25;

/** false = nobody did, for as many turns. */
export async function looked({ pool }: World, looks: Looks): Promise<boolean> {
  const before = pool.looks();
  for (let turn = 0; turn < looks.mostMs / TURN_MS; turn += 1) {
    if (looks.isAsked === true) pool.askToLook();
    await wait(TURN_MS);
    const counts = [...pool.looks()].filter(([pid]) => looks.of === undefined || pid === looks.of);
    if (counts.some(([pid, count]) => count >= (before.get(pid) ?? 0) + looks.times)) return true;
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
