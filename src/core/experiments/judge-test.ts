import { wilsonInterval } from '../stats/wilson-interval.ts';
import type { ArmCounts, TestCounts } from './arm-counts.ts';
import { type ArmEvidence, evidenceOf, valueOf } from './arm-evidence.ts';
import { checkSplit } from './check-split.ts';
import { breachedArms, chooseVerdict } from './choose-verdict.ts';
import { compareWithHoldout, exploreOutcomes } from './compare-others.ts';
import { type Contest, contestOf } from './competing-arms.ts';
import { checkCosts } from './cost-guardrail.ts';
import { describePair } from './describe-pair.ts';
import { faultOfCounts } from './examine-counts.ts';
import { decidePrimary } from './find-winner.ts';
import { checkGuardrails } from './guardrails.ts';
import type { ArmOutcome, SplitCheck, TestJudgement, Verdict } from './judgement.ts';
import { neededContacts } from './needed-contacts.ts';
import { isHigherBetter, outcomeId } from './outcome.ts';
import type { ExperimentPlan } from './plan.ts';
import { detailsOf } from './test-details.ts';
import { notesOn } from './test-notes.ts';

/**
 * What may be said about a test, from its frozen plan and its counts: statistics.md 1, in its order.
 *
 * Pure, total and stateless: counts that cannot be true give a verdict with a reason, never an error and never a number;
 * the same counts give the same bytes, at whichever look, in whatever order the arms come.
 */
export function judgeTest(plan: ExperimentPlan, counts: TestCounts): TestJudgement {
  const empty = emptyJudgement(plan, counts);
  const mailings = plan.arms.filter((arm) => !arm.isHoldout);
  if (plan.arms.length < 2 || mailings.length === 0)
    return { ...empty, verdict: { id: 'not_a_test', reason: 'fewer than two arms' } };
  const fault = faultOfCounts(plan, counts);
  if (fault !== null) return { ...empty, verdict: { id: 'invalid_data', reason: fault } };
  const contest = contestOf(plan);
  if (contest.competing.length < 2)
    return { ...empty, verdict: { id: 'not_a_test', reason: reasonForNoContest(contest) } };
  const split = checkSplit(plan, counts);
  const notes = notesOn(plan, counts, split);
  const arms = new Map(counts.arms.map((arm) => [arm.variantId, arm]));
  if (split.isAlarm) {
    const outcomes = outcomesOf(plan, contest, arms).map((arm) => ({ ...arm, ...WITHOUT_VALUE }));
    return {
      ...empty,
      verdict: { id: 'invalid_srm' },
      split,
      arms: outcomes,
      detail: { ...empty.detail, notes },
    };
  }
  return judgeSound({ empty, plan, counts, contest, arms, split, notes });
}

type Sound = {
  readonly empty: Omit<TestJudgement, 'verdict'>;
  readonly plan: ExperimentPlan;
  readonly counts: TestCounts;
  readonly contest: Contest;
  readonly arms: ReadonlyMap<string, ArmCounts>;
  readonly split: SplitCheck;
  readonly notes: readonly string[];
};

function judgeSound({ empty, plan, counts, contest, arms, split, notes }: Sound): TestJudgement {
  const { isMature } = empty;
  const refusal = refusalOfTime(plan, isMature);
  const evidence = new Map(
    contest.competing.map(({ variantId }) => [variantId, evidenceOfArm(plan, arms.get(variantId))]),
  );
  const asked = { plan, contest, arms, refusal };
  const guardrails = [...checkGuardrails(asked), ...checkCosts(plan, contest, arms)];
  const breached = breachedArms(guardrails);
  const { pairs, comparisons } = decidePrimary({ plan, contest, evidence, refusal, breached });
  const shown = pairs.map((pair) => describePair(pair, comparisons));
  const need = neededContacts(plan, pairs, comparisons, isMature);
  const { isClosed, matureShare } = counts;
  const decided = { plan, contest, evidence, pairs, shown, guardrails, need, isClosed, matureShare };
  const verdict: Verdict = chooseVerdict(decided);
  return {
    ...empty,
    verdict,
    split,
    arms: outcomesOf(plan, contest, arms),
    pairs: shown,
    guardrails,
    exploratory: exploreOutcomes(asked),
    incrementality: compareWithHoldout(asked),
    detail: { ...detailsOf(plan, contest, arms, evidence), notes },
  };
}

function emptyJudgement(plan: ExperimentPlan, counts: TestCounts): Omit<TestJudgement, 'verdict'> {
  return {
    isClosed: counts.isClosed,
    isMature: counts.isClosed || counts.matureShare >= 1,
    split: null,
    primary: outcomeId(plan.primary),
    isHigherBetter: isHigherBetter(plan.primary),
    arms: [],
    pairs: [],
    guardrails: [],
    exploratory: [],
    incrementality: [],
    detail: { omnibus: null, bayes: [], responseTimes: [], notes: [] },
  };
}

/** An arm sent in the morning has had more time than one sent at night, until the windows of both have ended. */
function refusalOfTime(plan: ExperimentPlan, isMature: boolean): string | null {
  return plan.tested === 'send-time' && !isMature
    ? 'send times are compared when the windows of all arms have ended'
    : null;
}

function reasonForNoContest({ arms, holdout }: Contest): string {
  if (holdout === null || arms.length < 2) return 'fewer than two arms with a planned share';
  return 'one mailing against a holdout, which cannot click: plan a conversion as the primary outcome';
}

/** statistics.md 2: with a broken split the counts are printed, and nothing that invites a comparison. */
const WITHOUT_VALUE = { value: null, interval: null, reason: 'the split is off' } as const;

/** In the order of the plan, holdout included. */
function outcomesOf(
  plan: ExperimentPlan,
  contest: Contest,
  arms: ReadonlyMap<string, ArmCounts>,
): readonly ArmOutcome[] {
  return plan.arms.map(({ variantId, isHoldout }) => {
    const evidence = evidenceOfArm(plan, arms.get(variantId));
    const { n: assigned, contacts, kind } = evidence;
    const known = { variantId, assigned, contacts };
    if (
      isHoldout &&
      !contest.isAgainstHoldout &&
      (plan.primary.kind === 'click' || plan.primary.kind === 'non-delivery')
    )
      return { ...known, value: null, interval: null, reason: 'holdout: gets no message' };
    const value = valueOf(evidence);
    if (value === null) return { ...known, value, interval: null, reason: 'nobody assigned' };
    return {
      ...known,
      value,
      interval: kind === 'rate' ? wilsonInterval(contacts, assigned) : null,
      reason: null,
    };
  });
}

function evidenceOfArm(plan: ExperimentPlan, arm: ArmCounts | undefined): ArmEvidence {
  return arm === undefined ? { kind: 'rate', n: 0, contacts: 0 } : evidenceOf(plan.primary, arm);
}
