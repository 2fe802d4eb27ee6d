import { setTimeout as wait } from 'node:timers/promises';
import { CRASH_POINTS } from '../../src/core/crash-points.ts';
import { gather } from './evidence.ts';
import { judge, type Verdict } from './judge.ts';
import { lockDispatches } from './lock-dispatches.ts';
import { lookAt, looked, lookedTwice } from './look-at.ts';
import { nowWaitsFor } from './progress.ts';
import { exportText } from './see-cleaning.ts';
import { heal, settle } from './settle.ts';
import { MINUTE, START } from './workload.ts';
import { forget, type World } from './world.ts';

/** Of the report path; the others belong to commands and have tests of their own. */
export const REPORT_POINTS = CRASH_POINTS.filter((point) => /^(sched|run|dlv)\./.test(point));

/** Where a holder that sleeps past its lease and wakes up could do harm. */
export const SLEEPERS = ['run.rendered', 'run.before_commit', 'dlv.rcpt_ok', 'dlv.phase_data_committed'].map(
  (point) => `${point}:1:stop`,
);

/** From the committed phase to the committed answer nobody can know whether the mail arrived. */
const DOUBTFUL = [
  'dlv.phase_data_committed',
  'dlv.body_half',
  'dlv.dot_sent',
  'dlv.reply_seen',
  'dlv.before_sent_commit',
];

const RUNS = 2;
/** a busy machine gets its time; whoever gets there ends the wait */
const REACHED_WITHIN_S = 120;

const AWAKE_LOOKS = 12;

/** One worker dies (or sleeps) at the point, alone; another one does the rest. */
export async function runPoint(world: World, faultPoint: string): Promise<Verdict> {
  await world.begin(MINUTE);
  const victim = await world.pool.start(faultPoint);
  nowWaitsFor(`${faultPoint} to be reached`);
  const end = performance.now() + REACHED_WITHIN_S * 1_000;
  world.clock.step(91);
  while (victim.isAlive() && !victim.isStopped() && performance.now() < end) await wait(50);
  const isReached = !victim.isAlive() || victim.isStopped();
  if (victim.isAlive() && isReached) {
    await world.pool.start();
    await forget(world.redis);
    world.clock.step(61);
    nowWaitsFor('the others to do the rest');
    await untilOthersAreDone(world);
    nowWaitsFor('the one that slept');
    victim.signal('SIGCONT');
    // what it would do now is done by then
    await looked(world, { times: AWAKE_LOOKS, mostMs: REACHED_WITHIN_S * 1_000, of: victim.pid });
  } else {
    victim.signal('SIGKILL');
    await victim.exited;
    world.clock.step(61);
    await world.pool.start();
  }
  const verdict = await finish(world, isReached ? [] : [`${faultPoint} was not reached`]);
  const doubtful = DOUBTFUL.some((point) => faultPoint.startsWith(point)) ? 1 : 0;
  const { ambiguous } = verdict.figures;
  if (ambiguous === doubtful) return verdict;
  return { ...verdict, broken: [...verdict.broken, `${ambiguous} ambiguous mails, not ${doubtful}`] };
}

async function untilOthersAreDone(world: World): Promise<void> {
  const end = performance.now() + REACHED_WITHIN_S * 1_000;
  while (performance.now() < end) {
    const { rows, busy, planned } = await lookAt(world);
    if (rows === 0 && planned >= RUNS) return;
    if (busy.length === 0) world.clock.step(20);
    await wait(200);
  }
}

const STORED = 'rendered in spite of the lock';

/** Error 1205 in the transaction that stores a report: the run's row is written, its mails cannot be. */
export async function runLockWait(world: World): Promise<Verdict> {
  await world.begin(MINUTE);
  nowWaitsFor('a lock wait to be met');
  const release = await lockDispatches(world);
  await world.pool.start();
  world.clock.step(91);
  const end = performance.now() + REACHED_WITHIN_S * 1_000;
  while (!/1205|lock/i.test(await reasonOfFirst(world)) && performance.now() < end) await wait(100);
  const seen = await reasonOfFirst(world);
  // the statement after the one that made it rendered is still to give up
  if (seen === STORED) await wait(2_500);
  await release();
  return finish(world, /1205|lock/i.test(seen) ? [] : [`no lock wait was met: ${seen}`]);
}

/** The schedules come from a backup of ten minutes ago: what was planned since is planned again. */
export async function runRestored(world: World): Promise<Verdict> {
  await world.begin(MINUTE);
  await world.pool.start();
  world.clock.step(241);
  await heal(world);
  const first = await settle(world, RUNS);
  const back = new Date(world.clock.now().subtract({ minutes: 300 }).epochMilliseconds);
  const start = new Date(START.epochMilliseconds);
  await world.db('report_schedules').update({
    planned_until: back < start ? back : start,
    next_due_at: start,
  });
  await lookedTwice(world, REACHED_WITHIN_S * 1_000);
  return finish(world, first.isFinal ? [] : ['the first round was not done']);
}

async function reasonOfFirst({ db }: World): Promise<string> {
  const row: { readonly reason: string | null; readonly state: string } | undefined = await db('report_runs')
    .orderBy('id')
    .first('reason', 'state');
  // without a rollback the row says that all is well
  return row?.state === 'rendered' ? STORED : (row?.reason ?? '');
}

async function finish(world: World, broken: readonly string[]): Promise<Verdict> {
  await heal(world);
  const settled = await settle(world, RUNS);
  // nobody calls hooks or cleans the list meanwhile
  const besides = { told: [], undone: [], exported: await exportText(world) };
  const verdict = judge(await gather(world, MINUTE, settled, besides));
  return { ...verdict, broken: [...broken, ...verdict.broken] };
}
