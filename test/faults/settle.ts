import { setTimeout as wait } from 'node:timers/promises';
import { watchHolders } from './holders.ts';
import { changes, lookAt, lookedTwice, type Open } from './look-at.ts';
import { nowWaitsFor } from './progress.ts';
import { forget, type World } from './world.ts';

export type Settled = {
  /** everything is final */
  readonly isFinal: boolean;
  readonly realSeconds: number;
  /** of the product's clock, from the end of the faults */
  readonly virtualMinutes: number;
};

/** Given up only when both are over: a slow machine gets its time, a fast one its steps. */
const PATIENCE = { minutes: 800, seconds: 90 } as const;
/** The judge itself reaches the database no more: nothing can be said, so nothing is waited for. */
const BLIND_MOST_MS = 60_000;
/** Nobody looks: all wait for an answer, or stand up yet. */
const QUIET_MOST_MS = 8_000;
const TURN_MS = 50;

/** Time passes whenever nobody is busy, until all is final. Nobody helps by hand. */
export async function settle(
  world: World,
  runs: number,
  blindMostMs: number = BLIND_MOST_MS,
): Promise<Settled> {
  const startedAt = performance.now();
  const from = world.clock.now();
  const realSeconds = (): number => (performance.now() - startedAt) / 1_000;
  const virtualMinutes = (): number => from.until(world.clock.now()).total('minutes');
  const result = (isFinal: boolean): Settled => ({
    isFinal,
    realSeconds: realSeconds(),
    virtualMinutes: virtualMinutes(),
  });
  const holders = watchHolders(world);
  let stepS = 61;
  let stepped = 0;
  let seenMs = startedAt;
  for (;;) {
    const { rows, planned } = await lookAt(world).catch((error: unknown) => {
      if (performance.now() - seenMs > blindMostMs)
        throw new Error(`the judge cannot reach the database: ${String(error)}`);
      return UNKNOWN;
    });
    if (rows >= 0) seenMs = performance.now();
    if (rows === 0 && planned >= runs) return result(true);
    const held = await holders.see().catch(() => null);
    nowWaitsFor(
      `${rows} open rows of ${planned} runs, held by ${held?.busy.join(' ') ?? 'nobody'}, after ${stepped} steps of time`,
    );
    if (held?.areGivenUp === true || (held === null && (await isQuiet(world)))) {
      holders.anew();
      world.clock.step(stepS);
      stepped += 1;
      stepS = Math.min(Math.round(stepS * 1.3), 960);
    }
    if (virtualMinutes() > PATIENCE.minutes && realSeconds() > PATIENCE.seconds) return result(false);
    await wait(TURN_MS);
  }
}

const UNKNOWN: Open = { rows: -1, busy: [], held: [], due: 0, planned: 0 };

/** Nothing of a fault is left in proxies, mail server and processes; Redis begins anew. */
export async function heal({ proxies, pool, smtp, redis }: World): Promise<void> {
  nowWaitsFor('the faults to be undone');
  smtp.script({});
  for (const proxy of Object.values(proxies)) proxy.mode({ kind: 'pass' });
  proxies.smtp.cut();
  // one that is to crash at a point would do so later, with nobody to start another, and what it had of Redis comes back
  // after 40 real seconds only: half a day of the product's time
  for (const worker of pool.living()) {
    worker.signal(worker.isToCrash ? 'SIGKILL' : 'SIGCONT');
    if (worker.isToCrash) await worker.exited;
  }
  if (pool.living().length === 0) await pool.start();
  const web = pool.web();
  web?.signal('SIGCONT');
  if (web === null || web.isToCrash) {
    web?.signal('SIGKILL');
    await pool.startWeb();
  }
  await forget(redis);
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
