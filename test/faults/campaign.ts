import { setTimeout as wait } from 'node:timers/promises';
import { drawFaults, type Fault, inject } from './fault-kinds.ts';
import { judge, type Verdict } from './judge.ts';
import { seeded } from './seeded.ts';
import { isIdle, settle } from './settle.ts';
import { NIGHT } from './workload.ts';
import type { World } from './world.ts';

export type Campaign = Verdict & {
  readonly faults: readonly Fault[];
  /** which could be injected; one may be impossible, such as a statement to a server that is away */
  readonly injected: number;
  readonly seconds: number;
  readonly settledInVirtualMinutes: number;
};

/** The occurrences lie in the first 27 minutes. */
const MINUTES = 30;
/** The workers see what is due, and have time for it; longer only while a live one is busy. */
const STEP = { minutes: 3, leastMs: 700, mostMs: 2_000 } as const;
const WORKERS = 5;

export function campaignOf(seed: number): readonly Fault[] {
  return drawFaults(seeded(seed), MINUTES);
}

/** Half an hour of the product's time under these faults, then healing and the verdict. */
export async function runCampaign(
  world: World,
  faults: readonly Fault[],
  workers: number = WORKERS,
  besides: () => Promise<void> = async () => undefined,
): Promise<Campaign> {
  const startedAt = performance.now();
  await world.begin(NIGHT);
  for (let count = 0; count < workers; count += 1) await world.pool.start();
  const [injected] = await Promise.all([live(world, faults), besides()]);
  const settled = await settle(
    world,
    NIGHT.reduce((sum, { dueAt }) => sum + dueAt.length, 0),
  );
  const verdict = await judge(world, NIGHT, settled, world.pool.takeOutput());
  return {
    ...verdict,
    faults,
    injected,
    seconds: (performance.now() - startedAt) / 1_000,
    settledInVirtualMinutes: Math.round(settled.virtualMinutes),
  };
}

function isIn({ minute }: Fault, from: number): boolean {
  return minute >= from && minute < from + STEP.minutes;
}

type Ending = { readonly minute: number; readonly end: () => Promise<void> | void };

/** Time goes by when no live worker is at work; one that hangs on an answer is waited for a moment only. */
async function live(world: World, faults: readonly Fault[]): Promise<number> {
  const endings: Ending[] = [];
  let injected = 0;
  for (let minute = 0; minute < MINUTES; minute += STEP.minutes) {
    for (const { end } of takeOver(endings, minute)) await attempt(async () => end());
    for (const fault of faults.filter((one) => isIn(one, minute))) {
      const isDone = await attempt(async () => {
        const end = await inject(world, fault);
        if (end !== null) endings.push({ minute: minute + fault.minutes, end });
      });
      if (isDone) injected += 1;
    }
    await idleWithin(world);
    world.clock.step(STEP.minutes * 60);
  }
  for (const { end } of endings) await attempt(async () => end());
  return injected;
}

function takeOver(endings: Ending[], minute: number): readonly Ending[] {
  const over = endings.filter((ending) => ending.minute <= minute);
  for (const ending of over) endings.splice(endings.indexOf(ending), 1);
  return over;
}

async function idleWithin(world: World): Promise<void> {
  const end = performance.now() + STEP.mostMs;
  await wait(STEP.leastMs);
  do await wait(100);
  while (performance.now() < end && !(await isIdle(world).catch(() => false)));
}

async function attempt(work: () => Promise<void>): Promise<boolean> {
  return work().then(
    () => true,
    () => false,
  );
}
