import { setTimeout as wait } from 'node:timers/promises';
import { CRASH_POINTS } from '../../src/core/crash-points.ts';
import type { Script } from '../support/smtp-misbehaving.ts';
import { lockDispatches } from './lock-dispatches.ts';
import { REPORT_POINTS } from './points.ts';
import type { Seeded } from './seeded.ts';
import { START } from './workload.ts';
import type { World } from './world.ts';

/** `minute` of the campaign at which it begins; `which` chooses worker, point or form; lasts `minutes`. */
export type Fault = {
  readonly minute: number;
  readonly kind: FaultKind;
  readonly which: number;
  readonly minutes: number;
};

/** Gives what ends it, or null when there is nothing to end. */
type Inject = (world: World, which: number) => Promise<(() => Promise<void> | void) | null>;

const script = (script: Script): Inject => {
  return async ({ smtp, proxies }) => {
    smtp.script(script);
    return () => {
      smtp.script({});
      // who still waits for an answer is told that there is none
      proxies.smtp.cut();
    };
  };
};

/** Where a web process that takes hooks and applies what was reviewed can be hurt. */
const WEB_POINTS = CRASH_POINTS.filter((point) =>
  /^(hook\.|rec\.(apply|undo)_(begin|before_commit|after_commit|chunk)$)/.test(point),
);
const COMMIT_WITHIN_MS = 3_000;
/**
 * Real time of what makes MySQL slow or useless without being away: a report has some two hundred answers to wait for,
 * one after the other, and what cannot tell MySQL waits for it in real seconds. A longer spell tells nothing more.
 */
const SPELL_MS = 2_000;

const KINDS = {
  'kill -9': async (world, which) => {
    worker(world, which)?.signal('SIGKILL');
    await world.pool.start();
    return null;
  },
  'crash at a point': async (world, which) => {
    worker(world, which)?.signal('SIGKILL');
    const point = REPORT_POINTS[which % REPORT_POINTS.length];
    await world.pool.start(`${point}:${1 + (which % 3)}`);
    return null;
  },
  'kill -9 of the web process': async ({ pool }) => {
    pool.web()?.signal('SIGKILL');
    await pool.startWeb();
    return null;
  },
  'web process crashes at a point': async ({ pool }, which) => {
    pool.web()?.signal('SIGKILL');
    const point = WEB_POINTS[which % WEB_POINTS.length];
    const web = await pool.startWeb(`${point}:${1 + (which % 2)}`);
    return async () => {
      if (web.isAlive()) return;
      await pool.startWeb();
    };
  },
  'web process stopped': async ({ pool }) => {
    const web = pool.web();
    web?.signal('SIGSTOP');
    return () => web?.signal('SIGCONT');
  },
  'three planners at once': async ({ clock, pool }) => {
    const planners = pool.living().slice(0, 3);
    for (const planner of planners) planner.signal('SIGSTOP');
    clock.step(120);
    await wait(50);
    for (const planner of planners) planner.signal('SIGCONT');
    return null;
  },
  'sleep past the lease': async (world, which) => {
    const sleeper = worker(world, which);
    sleeper?.signal('SIGSTOP');
    world.clock.step(90);
    return () => sleeper?.signal('SIGCONT');
  },
  FLUSHALL: async ({ flush }) => {
    await flush();
    return null;
  },
  'Redis away': async ({ proxies }) => {
    proxies.redis.mode({ kind: 'refuse' });
    proxies.redis.cut();
    return () => proxies.redis.mode({ kind: 'pass' });
  },
  'Redis silent': async ({ proxies }) => {
    proxies.redis.mode({ kind: 'silent' });
    return () => {
      proxies.redis.mode({ kind: 'pass' });
      proxies.redis.cut();
    };
  },
  'MySQL connections cut': async ({ proxies }) => {
    proxies.mysql.cut();
    return null;
  },
  'COMMIT without an answer': async ({ proxies }) => {
    proxies.mysql.mode({ kind: 'cut-commit' });
    await wait(300);
    proxies.mysql.mode({ kind: 'pass' });
    return null;
  },
  'MySQL resets': async ({ proxies }, which) => {
    const untilMs = performance.now() + SPELL_MS;
    proxies.mysql.mode({ kind: 'reset-after', bytes: 2_000 + (which % 40_000), untilMs });
    return () => proxies.mysql.mode({ kind: 'pass' });
  },
  'MySQL slow': async ({ proxies }, which) => {
    const untilMs = performance.now() + SPELL_MS;
    proxies.mysql.mode({ kind: 'latency', ms: 5 + (which % 30), untilMs });
    return () => proxies.mysql.mode({ kind: 'pass' });
  },
  'MySQL restarted': async (world) => {
    await world.restart('database');
    return null;
  },
  'MySQL killed in a COMMIT': async (world) => {
    const { promise: met, resolve } = Promise.withResolvers<void>();
    const act = (): void => {
      world.kill('database');
      resolve();
    };
    world.proxies.mysql.mode({ kind: 'on-commit', act });
    const isMet = await Promise.race([met.then(() => true), wait(COMMIT_WITHIN_MS, false)]);
    world.proxies.mysql.mode({ kind: 'pass' });
    if (!isMet) throw new Error('nobody committed');
    await world.restart('database');
    return null;
  },
  'KILL CONNECTION': async ({ db }) => {
    const [rows] = await db.raw(
      'SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()',
    );
    for (const { id, ID } of rows) await db.raw(`KILL ${Number(id ?? ID)}`).catch(() => undefined);
    return null;
  },
  'lock wait': async (world) => {
    const release = await lockDispatches(world);
    const spell = setTimeout(() => void release(), SPELL_MS);
    return async () => {
      clearTimeout(spell);
      await release();
    };
  },
  'SMTP away': async ({ proxies }) => {
    proxies.smtp.mode({ kind: 'refuse' });
    proxies.smtp.cut();
    return () => proxies.smtp.mode({ kind: 'pass' });
  },
  'SMTP 421': script({ greeting: '421 4.3.2 later' }),
  'RCPT 450': script({ rcpt: '450 4.2.0 greylisted' }),
  'RCPT 550 for one': script({
    rcpt: (address) => (address.startsWith('cy@') ? '550 5.1.1 unknown' : '250 2.1.5 ok'),
  }),
  'dot 451': script({ dot: '451 4.3.0 later' }),
  'dropped in the body': script({ midBody: 'reset' }),
  'dropped after the dot': script({ dot: 'reset' }),
  'silent after the dot': script({ dot: 'hang' }),
  '250 and gone': script({ dot: { reply: '250 2.0.0 kept', after: 'close' } }),
  'schedules restored from before': async ({ db, clock }) => {
    const before = clock.now().subtract({ minutes: 10 }).epochMilliseconds;
    // not from before they were made
    const back = new Date(Math.max(before, START.epochMilliseconds));
    await db('report_schedules').where('planned_until', '>', back).update({
      planned_until: back,
      next_due_at: back,
    });
    return null;
  },
  'clock two hours on': async ({ clock }) => {
    clock.step(7_200);
    return null;
  },
  'clock ten minutes back': async ({ clock }) => {
    clock.step(-600);
    return null;
  },
} as const satisfies Readonly<Record<string, Inject>>;

export type FaultKind = keyof typeof KINDS;

export const FAULT_KINDS = Object.keys(KINDS) as readonly FaultKind[];

export function inject(world: World, { kind, which }: Fault): ReturnType<Inject> {
  return KINDS[kind](world, which);
}

/** Private servers are needed for these; the others leave servers that are shared as they are. */
const HARSH: readonly FaultKind[] = ['MySQL restarted', 'MySQL killed in a COMMIT', 'KILL CONNECTION'];
export const GENTLE_KINDS = FAULT_KINDS.filter((kind) => !HARSH.includes(kind));

/** A list of 12 to 24 faults over half an hour, fewer over less; the same for the same seed. */
export function drawFaults(
  random: Seeded,
  minutes: number,
  kinds: readonly FaultKind[] = FAULT_KINDS,
): readonly Fault[] {
  const least = Math.ceil(minutes * 0.4);
  const faults = Array.from({ length: least + random.below(least + 1) }, () => ({
    minute: random.below(minutes),
    kind: random.pick(kinds),
    which: random.below(1_000_000),
    minutes: 1 + random.below(4),
  }));
  return faults.toSorted((left, right) => left.minute - right.minute);
}

function worker({ pool }: World, which: number) {
  const living = pool.living();
  return living[which % Math.max(1, living.length)];
}

/** For a person who looks for what a seed did. */
export function describeFault({ minute, kind, which, minutes }: Fault): string {
  return `minute ${minute}, for ${minutes}: ${kind} (${which})`;
}
