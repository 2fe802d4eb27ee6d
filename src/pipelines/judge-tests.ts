import { judgeTest } from '../core/experiments/judge-test.ts';
import type { JudgedTest } from '../core/experiments/judged-test.ts';
import type { OutcomeWindows } from '../core/experiments/plan.ts';
import type { Window } from '../core/time/window.ts';
import type { Db } from '../store/connect.ts';
import { databaseNow } from '../store/database-clock.ts';
import { assignPersons } from '../store/experiments/assign-persons.ts';
import { type Counted, countTest } from '../store/experiments/count-test.ts';
import type { Test } from '../store/experiments/list-tests.ts';
import { loadLooks, NO_LOOKS } from '../store/experiments/looks.ts';
import { loadPlans, type StoredPlan } from '../store/experiments/plans.ts';
import { readSettled } from '../store/experiments/read-settled.ts';
import { viewOf } from '../store/experiments/view.ts';
import { dropWorkTables } from '../store/experiments/work-tables.ts';
import { chooseTests } from './choose-tests.ts';
import { planOfTest } from './plan-of-test.ts';
import { type StoppedFeed, stoppedFeeds } from './stopped-feeds.ts';

export { saveLooks } from '../store/experiments/looks.ts';

export type TestsAsked = {
  /** ids of the sending platform; without a window a campaign that is no test is refused (`bad-input`) */
  readonly campaignIds?: readonly string[];
  /** only tests that were open in it: assigned before its end, and a last outcome window that ends after its start */
  readonly window?: Window;
  readonly asOf: Temporal.Instant;
  /** for looking only: these windows in place of those of every plan */
  readonly windows?: OutcomeWindows;
};

/** Earlier than this before now, a report about now has merely taken its time. */
const PAST_AFTER = { minutes: 15 } as const;

/**
 * Counts and judges tests, and freezes the plan of those somebody is assigned to. Counts are from facts: refresh the
 * roll-ups first. For a moment more than a quarter of an hour ago they are made from the events that had come in by
 * then (`isRecomputed`), slower.
 */
export async function judgeTests(db: Db, asked: TestsAsked): Promise<readonly JudgedTest[]> {
  const isPast = Temporal.Instant.compare(asked.asOf, (await databaseNow(db)).subtract(PAST_AFTER)) < 0;
  return readSettled(db, async (trx) => {
    const plans = await loadPlans(trx);
    const tests = await chooseTests(trx, plans, asked);
    if (tests.length === 0) return [];
    const stopped = await stoppedFeeds(trx, asked.asOf, isPast);
    const ids = tests.map(({ campaignId }) => campaignId);
    const looks = await loadLooks(trx, ids, asked.asOf);
    const judged: JudgedTest[] = [];
    for (const test of tests) {
      const { plan, frozenAt, counted } = await countOne(
        trx,
        test,
        plans.get(test.campaignId),
        asked,
        isPast,
      );
      const counts = { ...counted, stoppedFeeds: feedsOf(counted, plan.windows, stopped) };
      judged.push({
        campaign: { id: test.campaignId, name: test.name },
        plan,
        planFrozenAt: frozenAt,
        counts,
        judgement: judgeTest(plan, counts),
        looks: looks.get(test.campaignId) ?? NO_LOOKS,
        isRecomputed: isPast,
      });
    }
    return judged;
  });
}

type CountedTest = Pick<StoredPlan, 'plan' | 'frozenAt'> & { readonly counted: Counted };

async function countOne(
  trx: Db,
  test: Test,
  stored: StoredPlan | undefined,
  asked: TestsAsked,
  isPast: boolean,
): Promise<CountedTest> {
  const view = viewOf(test.id, asked.asOf, isPast);
  const assigned = await assignPersons(trx, test, view);
  const { plan, frozenAt } = await planOfTest(trx, { test, stored, assigned, view });
  const used = asked.windows === undefined ? plan : { ...plan, windows: asked.windows };
  const counted = await countTest(trx, test, assigned, used, view);
  await dropWorkTables(trx);
  return { plan: used, frozenAt, counted };
}

/** A feed that stopped after the last window had ended took nothing from this test. */
function feedsOf(
  { lastAssignedAt }: Counted,
  windows: OutcomeWindows,
  stopped: readonly StoppedFeed[],
): readonly string[] {
  if (lastAssignedAt === null) return [];
  const hours = { receipts: windows.delivery, clicks: windows.click, conversions: windows.conversion };
  return stopped
    .filter(
      ({ feed, since }) => Temporal.Instant.compare(since, lastAssignedAt.add({ hours: hours[feed] })) < 0,
    )
    .map(({ feed }) => feed);
}
