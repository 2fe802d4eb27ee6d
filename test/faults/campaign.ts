import { setTimeout as wait } from 'node:timers/promises';
import { type Callers, startCallers } from './callers.ts';
import { gather } from './evidence.ts';
import { drawFaults, type Fault, type FaultKind, inject } from './fault-kinds.ts';
import { watchHolders } from './holders.ts';
import { judge, type Verdict } from './judge.ts';
import { lookedTwice } from './look-at.ts';
import { nowWaitsFor, takeSpent } from './progress.ts';
import { startReviewer } from './reviewer.ts';
import { exportText } from './see-cleaning.ts';
import { seeded } from './seeded.ts';
import { heal, settle } from './settle.ts';
import { type Expected, NIGHT } from './workload.ts';
import type { World } from './world.ts';

export type Campaign = Verdict & {
  readonly faults: readonly Fault[];
  /** which could be injected; one may be impossible, such as a statement to a server that is away */
  readonly injected: number;
  readonly seconds: number;
  readonly settledInVirtualMinutes: number;
  /** seconds by what was waited for, longest first */
  readonly waits: Readonly<Record<string, number>>;
  /** answers the provider got, and how often */
  readonly answers: ReadonlyMap<string, number>;
};

export type CampaignRequest = {
  readonly faults: readonly Fault[];
  readonly workers?: number;
  /** default: half an hour of the night */
  readonly expected?: readonly Expected[];
  readonly minutes?: number;
  /** goes on beside the faults */
  readonly besides?: () => Promise<void>;
};

/** The occurrences of the night lie in its first 27 minutes. */
const MINUTES = 30;
/** The workers see what is due, and have time for it. */
const STEP = { minutes: 3, looksWithinMs: 6_000, mostMs: 60_000, callsWithinMs: 1_000 } as const;
/** A step is not over before the provider has called so often: faults meet as many requests on a fast machine. */
const CALLS_OF_STEP = 4;
const TURN_MS = 50;
const FIRST_LOOKS_WITHIN_MS = 60_000;
const WORKERS = 3;

export function campaignOf(
  seed: number,
  minutes: number = MINUTES,
  kinds?: readonly FaultKind[],
): readonly Fault[] {
  return drawFaults(seeded(seed), minutes, kinds);
}

/** Half an hour of the product's time under these faults, then healing and the verdict. */
export async function runCampaign(world: World, request: CampaignRequest): Promise<Campaign> {
  const { faults, workers = WORKERS, expected = NIGHT, minutes = MINUTES } = request;
  const startedAt = performance.now();
  takeSpent();
  await world.begin(expected);
  const exported = await exportText(world);
  for (let count = 0; count < workers; count += 1) {
    nowWaitsFor(`worker ${count + 1} of ${workers} to be loaded`);
    await world.pool.start();
  }
  await world.pool.startWeb();
  nowWaitsFor('the workers to look for the first time');
  await lookedTwice(world, FIRST_LOOKS_WITHIN_MS);
  const callers = startCallers(world);
  const reviewer = startReviewer(world);
  const [injected] = await Promise.all([live(world, { faults, minutes, callers }), request.besides?.()]);
  await heal(world);
  nowWaitsFor('the provider and the reviewer to be done');
  const [isTold, isCleaned] = await Promise.all([callers.finish(), reviewer.finish()]);
  const settled = await settle(
    world,
    expected.reduce((sum, { dueAt }) => sum + dueAt.length, 0),
  );
  nowWaitsFor('the verdict');
  const undone = [
    ...(isTold ? [] : ['a hook does not take what is told again']),
    ...(isCleaned ? [] : ['the list cannot be cleaned']),
  ];
  const seen = await gather(world, expected, settled, { told: callers.told(), undone, exported });
  return {
    ...judge(seen),
    faults,
    injected,
    answers: callers.answers(),
    seconds: (performance.now() - startedAt) / 1_000,
    settledInVirtualMinutes: Math.round(settled.virtualMinutes),
    waits: takeSpent(),
  };
}

function isIn({ minute }: Fault, from: number): boolean {
  return minute >= from && minute < from + STEP.minutes;
}

type Life = Pick<CampaignRequest, 'faults'> & { readonly minutes: number; readonly callers: Callers };
type Ending = { readonly minute: number; readonly end: () => Promise<void> | void };

/** Time goes by when no live worker is at work; one that hangs on an answer is waited for a moment only. */
async function live(world: World, { faults, minutes, callers }: Life): Promise<number> {
  const endings: Ending[] = [];
  let injected = 0;
  for (let minute = 0; minute < minutes; minute += STEP.minutes) {
    for (const { end } of takeOver(endings, minute)) await attempt(async () => end());
    for (const fault of faults.filter((one) => isIn(one, minute))) {
      nowWaitsFor(`${fault.kind} to be injected in minute ${fault.minute}`);
      const isDone = await attempt(async () => {
        const end = await inject(world, fault);
        if (end !== null) endings.push({ minute: minute + fault.minutes, end });
      });
      if (isDone) injected += 1;
    }
    const calls = callers.calls();
    await idleWithin(world, minute);
    nowWaitsFor(`the provider to call in minute ${minute}`);
    await callers.untilCalled(calls + CALLS_OF_STEP, STEP.callsWithinMs);
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

async function idleWithin(world: World, minute: number): Promise<void> {
  const holders = watchHolders(world);
  nowWaitsFor(`the workers to look in minute ${minute}`);
  const areLooking = await lookedTwice(world, STEP.looksWithinMs);
  nowWaitsFor(`the workers to be done in minute ${minute}`);
  for (let turn = 0; turn < STEP.mostMs / TURN_MS; turn += 1) {
    await wait(TURN_MS);
    const held = await holders.see().catch(() => null);
    if (held === null || held.areGivenUp) return;
    // whatever is due, nobody can take it up
    if (!areLooking && held.busy.length === 0) return;
  }
}

async function attempt(work: () => Promise<void>): Promise<boolean> {
  return work().then(
    () => true,
    () => false,
  );
}
