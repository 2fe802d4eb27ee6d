import { setTimeout as wait } from 'node:timers/promises';
import { forget, type World } from './world.ts';

/** Rows that are not final, and whether a live process is at one of them. */
type Open = { readonly rows: number; readonly isBusy: boolean; readonly planned: number };

export type Settled = {
  /** everything is final */
  readonly isFinal: boolean;
  readonly realSeconds: number;
  /** of the product's clock, from the end of the faults */
  readonly virtualMinutes: number;
};

const PATIENCE_S = 60;

/** Every fault is undone; then time passes whenever nobody is busy, until all is final. Nobody helps by hand. */
export async function settle(world: World, runs: number): Promise<Settled> {
  await undo(world);
  const startedAt = performance.now();
  const from = world.clock.now();
  const result = (isFinal: boolean): Settled => ({
    isFinal,
    realSeconds: (performance.now() - startedAt) / 1_000,
    virtualMinutes: from.until(world.clock.now()).total('minutes'),
  });
  let stepS = 61;
  while (performance.now() - startedAt < PATIENCE_S * 1_000) {
    const { rows, isBusy, planned } = await lookAt(world);
    if (rows === 0 && planned >= runs) return result(true);
    if (!isBusy && (await isQuiet(world))) {
      world.clock.step(stepS);
      stepS = Math.min(Math.round(stepS * 1.3), 960);
    }
    await wait(100);
  }
  return result(false);
}

/** Nothing of a fault is left in proxies, mail server and processes; Redis begins anew. */
async function undo({ proxies, pool, smtp, redis }: World): Promise<void> {
  smtp.script({});
  for (const proxy of Object.values(proxies)) proxy.mode({ kind: 'pass' });
  proxies.smtp.cut();
  for (const worker of pool.living()) worker.signal('SIGCONT');
  if (pool.living().length === 0) await pool.start();
  await forget(redis);
}

/** May time jump? A live holder of a lease would be taken for dead; a stopped one is to be. */
export async function isIdle(world: World): Promise<boolean> {
  return !(await lookAt(world)).isBusy;
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
  const owners = held.map(({ owner }: { owner: string | null }) => owner?.split('-')[0] ?? '');
  return {
    rows: held.length,
    isBusy: owners.some((owner: string) => alive.has(owner)),
    planned: Number(count?.n),
  };
}

/** Two looks of the workers long nobody took up anything that is due. */
async function isQuiet(world: World): Promise<boolean> {
  const before = await changes(world);
  await wait(600);
  return before === (await changes(world));
}

async function changes({ db }: World): Promise<string> {
  const [[row]] = await db.raw(
    `SELECT (SELECT COALESCE(SUM(fence), 0) FROM report_runs) AS a, (SELECT COUNT(*) FROM report_runs) AS b,
       (SELECT COALESCE(SUM(fence), 0) FROM report_dispatches) AS c,
       (SELECT COUNT(*) FROM report_dispatches WHERE state = 'sent') AS d`,
  );
  return JSON.stringify(row);
}
