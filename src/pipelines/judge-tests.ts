import { judgeTest } from '../core/experiments/judge-test.ts';
import type { JudgedTest, LookHistory } from '../core/experiments/judged-test.ts';
import type { OutcomeWindows } from '../core/experiments/plan.ts';
import type { Window } from '../core/time/window.ts';
import type { Db } from '../store/connect.ts';
import { databaseNow } from '../store/database-clock.ts';
import { assignPersons } from '../store/experiments/assign-persons.ts';
import { type Counted, countTest, prepareCounts } from '../store/experiments/count-test.ts';
import type { Test } from '../store/experiments/list-tests.ts';
import { loadLooks, NO_LOOKS } from '../store/experiments/looks.ts';
import { loadPlans, type StoredPlan } from '../store/experiments/plans.ts';
import { readSettled } from '../store/experiments/read-settled.ts';
import { viewOf } from '../store/experiments/view.ts';
import { type HeldConnection, holdConnection } from '../store/hold-connection.ts';
import { chooseTests } from './choose-tests.ts';
import { planOfTest } from './plan-of-test.ts';
import { type StoppedFeed, stoppedFeeds } from './stopped-feeds.ts';

export type TestsAsked = {
  /** ids of the sending platform; without a window a campaign that is no test is refused (`bad-input`) */
  readonly campaignIds?: readonly string[];
  /** only tests that were open in it: assigned before its end, and a last outcome window that ends after its start */
  readonly window?: Window;
  readonly asOf: Temporal.Instant;
  /** only tests of one of these themes: others are not counted */
  readonly themes?: readonly string[];
  /** for looking only: these windows in place of those of every plan */
  readonly windows?: OutcomeWindows;
  /** false = plans are used as they would be frozen, and stay open; nothing is stored */
  readonly freezes?: boolean;
};

/** Earlier than this before now, a report about now has merely taken its time. */
const PAST_AFTER = { minutes: 15 } as const;

/**
 * Counts and judges tests, and freezes the plan of those somebody is assigned to. Counts are from facts: refresh the
 * roll-ups first. For a moment more than a quarter of an hour ago they are made from the events that had come in by
 * then (`isRecomputed`), slower. Takes one connection of the pool.
 */
export async function judgeTests(db: Db, asked: TestsAsked): Promise<readonly JudgedTest[]> {
  return holdConnection(db, (held) => judgeTestsOn(held, asked));
}

/** The same on a connection that is held already. `known` are not counted again; they are of the same moment. */
export async function judgeTestsOn(
  held: HeldConnection,
  asked: TestsAsked,
  known: ReadonlyMap<string, JudgedTest> = new Map(),
): Promise<readonly JudgedTest[]> {
  const found = await held.transaction('repeatable read', (snapshot) => findTests(snapshot, asked));
  const judged: JudgedTest[] = [];
  for (const test of found.tests)
    judged.push(known.get(test.campaignId) ?? (await judge(held, test, found, asked)));
  return judged;
}

type Found = {
  readonly isPast: boolean;
  readonly plans: ReadonlyMap<string, StoredPlan>;
  readonly tests: readonly Test[];
  readonly stopped: readonly StoppedFeed[];
  readonly looks: ReadonlyMap<string, LookHistory>;
};

async function findTests(snapshot: Db, asked: TestsAsked): Promise<Found> {
  const { asOf } = asked;
  const isPast = Temporal.Instant.compare(asOf, (await databaseNow(snapshot)).subtract(PAST_AFTER)) < 0;
  const plans = await loadPlans(snapshot);
  const tests = await chooseTests(snapshot, plans, asked);
  const found = { isPast, plans, tests };
  if (tests.length === 0) return { ...found, stopped: [], looks: new Map() };
  const ids = tests.map(({ campaignId }) => campaignId);
  return {
    ...found,
    stopped: await stoppedFeeds(snapshot, asOf, isPast),
    looks: await loadLooks(snapshot, ids, asOf),
  };
}

async function judge(
  held: HeldConnection,
  test: Test,
  { isPast, plans, stopped, looks }: Found,
  asked: TestsAsked,
): Promise<JudgedTest> {
  const asks = { test, stored: plans.get(test.campaignId), asked, isPast };
  const { plan, frozenAt, counted } = await countOne(held, asks);
  const counts = { ...counted, stoppedFeeds: feedsOf(counted, plan.windows, stopped) };
  return {
    campaign: { id: test.campaignId, name: test.name },
    plan,
    planFrozenAt: frozenAt,
    counts,
    judgement: judgeTest(plan, counts),
    looks: looks.get(test.campaignId) ?? NO_LOOKS,
    isRecomputed: isPast,
  };
}

type Asks = {
  readonly test: Test;
  readonly stored: StoredPlan | undefined;
  readonly asked: TestsAsked;
  readonly isPast: boolean;
};

type CountedTest = Pick<StoredPlan, 'plan' | 'frozenAt'> & { readonly counted: Counted };

function countOne(held: HeldConnection, { test, stored, asked, isPast }: Asks): Promise<CountedTest> {
  const view = viewOf(test.id, asked.asOf, isPast);
  return readSettled(held, {
    prepare: async (trx, engine) => {
      const assigned = await assignPersons(trx, test, view, engine);
      const { plan: own, frozenAt } = await planOfTest(trx, {
        test,
        stored,
        assigned,
        view,
        freezes: asked.freezes !== false,
      });
      const plan = asked.windows === undefined ? own : { ...own, windows: asked.windows };
      return { assigned, plan, frozenAt, prepared: await prepareCounts(trx, plan, view, engine) };
    },
    read: async (snapshot, { assigned, plan, frozenAt, prepared }) => ({
      plan,
      frozenAt,
      counted: await countTest(snapshot, test, assigned, plan, prepared),
    }),
  });
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
