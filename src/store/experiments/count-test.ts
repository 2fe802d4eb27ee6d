import type { ArmCounts, TestCounts } from '../../core/experiments/arm-counts.ts';
import type { Outcome } from '../../core/experiments/outcome.ts';
import type { ExperimentPlan, OutcomeWindows } from '../../core/experiments/plan.ts';
import type { Db } from '../connect.ts';
import type { Assigned } from './assign-persons.ts';
import type { Test } from './list-tests.ts';
import { loadVariants, type Variant } from './load-variants.ts';
import { fillPastTables } from './past-tables.ts';
import { type ArmReader, readArms, storeConversions } from './read-arms.ts';
import { commonAge, readStarts, type Start } from './starts.ts';
import { needsPastTables, type View } from './view.ts';
import type { WorkEngine } from './work-tables.ts';

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/** `stoppedFeeds` is asked of the whole source, not of one test. */
export type Counted = Omit<TestCounts, 'stoppedFeeds'>;

/** What `countTest` reads: the work tables are filled. */
export type Prepared = { readonly view: View; readonly starts: readonly Start[] };

/** Fills the work tables for the persons `assignPersons` put into theirs, inside the windows of the plan. */
export async function prepareCounts(
  trx: Db,
  plan: ExperimentPlan,
  asked: View,
  engine: WorkEngine,
): Promise<Prepared> {
  const starts = await readStarts(trx, plan, asked, primaryWindow(plan) * HOUR_SECONDS);
  const longest = longestWindow(plan.windows) * HOUR_SECONDS;
  const view = { ...asked, age: await commonAge(trx, plan, starts, asked, longest) };
  if (needsPastTables(view)) await fillPastTables(trx, view, engine);
  await storeConversions(trx, view, plan.windows);
  return { view, starts };
}

/** Reads only. */
export async function countTest(
  snapshot: Db,
  test: Test,
  assigned: Assigned,
  plan: ExperimentPlan,
  { view, starts }: Prepared,
): Promise<Counted> {
  const longest = longestWindow(plan.windows) * HOUR_SECONDS;
  const people = starts.reduce((sum, start) => sum + start.people, 0);
  const matured = starts.reduce((sum, start) => sum + start.matured, 0);
  const read = await readArms(snapshot, view, plan.windows, starts);
  return {
    campaignId: test.campaignId,
    asOf: view.at,
    assignedBy: test.assignedBy,
    firstAssignedAt: assigned.firstAt,
    lastAssignedAt: assigned.lastAt,
    isAssignmentFinal: isAssignmentFinal(assigned, view),
    isClosed: people > 0 && starts.every(({ lastS }) => view.asOf >= lastS + longest) && view.age >= longest,
    matureShare: people === 0 ? 0 : matured / people,
    crossedOver: assigned.crossedOver,
    arms: armsOf(plan, await loadVariants(snapshot, view.campaign), assigned, read),
  };
}

/** Arms in the order of the plan, then those that nobody planned. */
function armsOf(
  plan: ExperimentPlan,
  known: readonly Variant[],
  assigned: Assigned,
  read: ArmReader,
): readonly ArmCounts[] {
  const variants = new Map(known.map(({ id, variantId }) => [variantId, id]));
  const planned = plan.arms.map(({ variantId }) => variantId);
  return [...new Set([...planned, ...variants.keys()])].map((variantId) => {
    const variant = variants.get(variantId) ?? -1;
    return { variantId, assigned: assigned.byArm.get(variant) ?? 0, ...read(variant) };
  });
}

/** A blast: all assigned within a day, and the last of them a day ago. What trickles in was looked at more than once. */
function isAssignmentFinal({ firstAt, lastAt }: Assigned, view: View): boolean {
  if (firstAt === null || lastAt === null) return false;
  const firstS = firstAt.epochMilliseconds / 1000;
  const lastS = lastAt.epochMilliseconds / 1000;
  return lastS - firstS <= DAY_SECONDS && view.asOf - lastS >= DAY_SECONDS;
}

export function longestWindow(windows: OutcomeWindows): number {
  return Math.max(windows.click, windows.conversion, windows.optOut, windows.delivery);
}

function primaryWindow({ primary, windows }: ExperimentPlan): number {
  return windows[windowOf(primary)];
}

function windowOf({ kind }: Outcome): keyof OutcomeWindows {
  switch (kind) {
    case 'click':
      return 'click';
    case 'conversion':
    case 'revenue':
      return 'conversion';
    case 'opt-out':
      return 'optOut';
    case 'non-delivery':
      return 'delivery';
  }
}
