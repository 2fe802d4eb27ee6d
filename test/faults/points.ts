import { setTimeout as wait } from 'node:timers/promises';
import { CRASH_POINTS } from '../../src/core/crash-points.ts';
import { judge, type Verdict } from './judge.ts';
import { lookAt, settle } from './settle.ts';
import { MINUTE } from './workload.ts';
import type { World } from './world.ts';

export type PointResult = Verdict & { readonly point: string };

/** Of the report path; the others belong to commands and have tests of their own. */
export const REPORT_POINTS = CRASH_POINTS.filter((point) => /^(sched|run|dlv)\./.test(point));

/** Where a holder that sleeps past its lease and wakes up could do harm. */
export const SLEEPERS = ['run.rendered', 'run.before_commit', 'dlv.rcpt_ok', 'dlv.phase_data_committed'].map(
  (point) => `${point}:1:stop`,
);

const RUNS = 2;
const REACHED_WITHIN_S = 25;

/** One worker dies (or sleeps) at the point, alone; another one does the rest. */
export async function runPoint(world: World, faultPoint: string): Promise<PointResult> {
  await world.begin(MINUTE);
  const victim = await world.pool.start(faultPoint);
  const end = performance.now() + REACHED_WITHIN_S * 1_000;
  world.clock.step(91);
  while (victim.isAlive() && !victim.isStopped() && performance.now() < end) await wait(50);
  const isReached = !victim.isAlive() || victim.isStopped();
  if (victim.isAlive() && isReached) {
    await world.pool.start();
    world.clock.step(61);
    await untilOthersAreDone(world);
    victim.signal('SIGCONT');
    await wait(1_000);
  } else {
    victim.signal('SIGKILL');
    await victim.exited;
    world.clock.step(61);
    await world.pool.start();
  }
  const settled = await settle(world, RUNS);
  const verdict = await judge(world, MINUTE, settled, world.pool.takeOutput());
  const broken = isReached ? verdict.broken : [`${faultPoint} was not reached`, ...verdict.broken];
  return { ...verdict, broken, point: faultPoint };
}

async function untilOthersAreDone(world: World): Promise<void> {
  const end = performance.now() + 20_000;
  while (performance.now() < end) {
    const { rows, isBusy, planned } = await lookAt(world);
    if (rows === 0 && planned >= RUNS) return;
    if (!isBusy) world.clock.step(20);
    await wait(200);
  }
}
