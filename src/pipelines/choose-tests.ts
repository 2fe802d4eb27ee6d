import { USUAL_WINDOWS } from '../core/experiments/default-plan.ts';
import { themeKey } from '../core/experiments/test-memory.ts';
import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import type { Window } from '../core/time/window.ts';
import type { Db } from '../store/connect.ts';
import { longestWindow } from '../store/experiments/count-test.ts';
import { listTests, type Test } from '../store/experiments/list-tests.ts';
import type { StoredPlan } from '../store/experiments/plans.ts';
import type { TestsAsked } from './judge-tests.ts';

type Plans = ReadonlyMap<string, StoredPlan>;

/** Which tests are meant, in the order of their planned start. */
export async function chooseTests(
  db: Db,
  plans: Plans,
  { campaignIds, window, themes }: TestsAsked,
): Promise<readonly Test[]> {
  const tests = (await listTests(db)).filter((test) => isOfTheme(test, plans, themes));
  if (window === undefined) return campaignIds === undefined ? tests : named(tests, campaignIds);
  return tests.filter(
    (test) =>
      (campaignIds === undefined || campaignIds.includes(test.campaignId)) && isOpenIn(window, test, plans),
  );
}

/** The plan says; a test that has none yet gets the theme of its campaign. */
function isOfTheme(test: Test, plans: Plans, themes: readonly string[] | undefined): boolean {
  if (themes === undefined) return true;
  const stored = plans.get(test.campaignId);
  const theme = themeKey(stored === undefined ? test.theme : stored.plan.theme);
  return themes.some((one) => themeKey(one) === theme);
}

function named(tests: readonly Test[], wanted: readonly string[]): readonly Test[] {
  return [...new Set(wanted)].map((campaignId) => {
    const test = tests.find((one) => one.campaignId === campaignId);
    if (test !== undefined) return test;
    throw new Failure(
      'bad-input',
      `campaign ${shownText(campaignId)} is not a test: it needs assignments or at least two variants`,
    );
  });
}

function isOpenIn(window: Window, test: Test, plans: Plans): boolean {
  if (test.firstAssignedS === null || test.lastAssignedS === null) return false;
  const plan = plans.get(test.campaignId)?.plan;
  // in a test of send times outcomes count from the message
  const lastS = Math.max(test.lastAssignedS, plan?.tested === 'send-time' ? (test.lastSentS ?? 0) : 0);
  const hours = longestWindow(plan?.windows ?? USUAL_WINDOWS);
  const endsMs = (lastS + hours * 3600) * 1000;
  return test.firstAssignedS * 1000 < window.to.epochMilliseconds && endsMs > window.from.epochMilliseconds;
}
