import { setTimeout as wait } from 'node:timers/promises';
import { nowWaitsFor } from './progress.ts';
import { forget, type World } from './world.ts';

/** Rows that are not final, and who is at one of them. */
type Open = { readonly rows: number; readonly busy: readonly string[]; readonly planned: number };

export type Settled = {
  /** everything is final */
  readonly isFinal: boolean;
  readonly realSeconds: number;
  /** of the product's clock, from the end of the faults */
  readonly virtualMinutes: number;
};

/** Given up only when both are over: a slow machine gets its time, a fast one its steps. */
const PATIENCE = { minutes: 800, seconds: 90 } as const;
/** Nobody looks: all wait for an answer, or stand up yet. */
const QUIET_MOST_MS = 8_000;
/**
 * A live worker may hold what it has given up: it could not tell MySQL, and the lease has to run out. Where nothing
 * changes for so long, leases included, time passes all the same; a slow holder that is overtaken meets its fence.
 */
const HOLDS_MOST_MS = 4_000;

/** Time passes whenever nobody is busy, until all is final. Nobody helps by hand. */
export async function settle(world: World, runs: number): Promise<Settled> {
  const startedAt = performance.now();
  const from = world.clock.now();
  const realSeconds = (): number => (performance.now() - startedAt) / 1_000;
  const virtualMinutes = (): number => from.until(world.clock.now()).total('minutes');
  const result = (isFinal: boolean): Settled => ({
    isFinal,
    realSeconds: realSeconds(),
    virtualMinutes: virtualMinutes(),
  });
  let stepS = 61;
  let changedAt = performance.now();
  let before = '';
  for (;;) {
    const { rows, busy, planned } = await lookAt(world).catch(() => UNKNOWN);
    if (rows === 0 && planned >= runs) return result(true);
    nowWaitsFor(`${rows} open rows of ${planned} runs, held by ${busy.join(' ') || 'nobody'}`);
    const now = await changes(world).catch(() => before);
    if (now !== before) changedAt = performance.now();
    before = now;
    const isGivenUp = performance.now() - changedAt > HOLDS_MOST_MS;
    if (isGivenUp || (busy.length === 0 && (await isQuiet(world)))) {
      changedAt = performance.now();
      world.clock.step(stepS);
      stepS = Math.min(Math.round(stepS * 1.3), 960);
    }
    if (virtualMinutes() > PATIENCE.minutes && realSeconds() > PATIENCE.seconds) return result(false);
    await wait(100);
  }
}

const UNKNOWN: Open = { rows: -1, busy: [], planned: 0 };

/** Nothing of a fault is left in proxies, mail server and processes; Redis begins anew. */
export async function heal({ proxies, pool, smtp, redis }: World): Promise<void> {
  nowWaitsFor('the faults to be undone');
  smtp.script({});
  for (const proxy of Object.values(proxies)) proxy.mode({ kind: 'pass' });
  proxies.smtp.cut();
  for (const worker of pool.living()) worker.signal('SIGCONT');
  pool.web()?.signal('SIGCONT');
  if (pool.living().length === 0) await pool.start();
  // one that is to crash at a point would do so later, with nobody to start another
  const web = pool.web();
  if (web === null || web.isToCrash) {
    web?.signal('SIGKILL');
    await pool.startWeb();
  }
  await forget(redis);
}

/** May time jump? A live holder of a lease would be taken for dead; a stopped one is to be. */
export async function isIdle(world: World): Promise<boolean> {
  return (await lookAt(world)).busy.length === 0;
}

export async function lookAt({ db, pool }: World): Promise<Open> {
  const [held] = await db.raw(
    `SELECT lease_owner AS owner FROM report_runs WHERE state IN ('planned', 'running', 'rendered')
     UNION ALL SELECT lease_owner FROM report_dispatches WHERE state IN ('queued', 'sending')`,
  );
  const [count] = await db('report_runs').count({ n: '*' });
  const alive = new Set(
    pool
      .living()
      .filter((worker) => !worker.isStopped())
      .map(({ pid }) => String(pid)),
  );
  const owners: readonly string[] = held.map(
    ({ owner }: { owner: string | null }) => owner?.split('-')[0] ?? '',
  );
  return {
    rows: held.length,
    busy: [...new Set(owners.filter((owner) => alive.has(owner)))],
    planned: Number(count?.n),
  };
}

/** A worker looked twice, and nobody took up anything that is due. */
async function isQuiet(world: World): Promise<boolean> {
  try {
    const before = await changes(world);
    await lookedTwice(world, QUIET_MOST_MS);
    return before === (await changes(world));
  } catch {
    return false;
  }
}

/** Time is worth nothing on a busy machine: a worker that goes on has looked for work twice, begun after this call. */
export async function lookedTwice({ pool }: World, mostMs: number): Promise<boolean> {
  const before = pool.looks();
  const end = performance.now() + mostMs;
  while (performance.now() < end) {
    await wait(50);
    // the first may have begun before
    if ([...pool.looks()].some(([pid, count]) => count >= (before.get(pid) ?? 0) + 3)) return true;
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
