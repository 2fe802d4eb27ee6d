import { type ArmEvidence, pooledEvidence, valueOf } from './arm-evidence.ts';
import type { Contest } from './competing-arms.ts';
import { type DecidedPair, isBeatenBy } from './decide-pairs.ts';
import { leaderOf, winnerAmong } from './find-winner.ts';
import type { GuardrailCheck, Need, PairComparison, Verdict } from './judgement.ts';
import { isHigherBetter } from './outcome.ts';
import type { ExperimentPlan } from './plan.ts';

export type Decided = {
  readonly plan: ExperimentPlan;
  readonly contest: Contest;
  readonly evidence: ReadonlyMap<string, ArmEvidence>;
  readonly pairs: readonly DecidedPair[];
  /** the same pairs, with what is shown */
  readonly shown: readonly PairComparison[];
  readonly guardrails: readonly GuardrailCheck[];
  readonly need: Need | null;
  readonly isClosed: boolean;
  /** share of contacts whose window has ended, 0..1 */
  readonly matureShare: number;
};

/**
 * The verdict of a test whose data and split are sound: steps 4 to 9 of statistics.md 1, first match wins.
 */
export function chooseVerdict(decided: Decided): Verdict {
  const { plan, contest, evidence, pairs, guardrails, need, isClosed } = decided;
  if (pairs.every((pair) => pair.refusal !== null)) return { id: 'not_enough_data', need, promising: null };
  const breach = guardrails.find((check) => check.state === 'breached');
  const breached = breachedArms(guardrails);
  const winner = winnerAmong(pairs, contest, breached, heldArms(plan, guardrails));
  if (winner !== null)
    return { id: 'winner', arm: winner, isBelowMde: isBelowMde(decided, winner, breached) };
  if (breach !== undefined)
    return { id: 'guardrail_breached', arm: breach.variantId, guardrail: breach.guardrail };
  if (isWithinMde(decided)) return { id: 'no_difference_within_mde' };
  const ids = contest.competing.map((arm) => arm.variantId);
  const losers = ids.filter((id) => ids.some((other) => isBeatenBy(pairs, id, other)));
  const leaders = ids.filter((id) => !losers.includes(id));
  if (losers.length > 0 && leaders.length > 1) return { id: 'tie', leaders, losers };
  if (isClosed) return { id: 'inconclusive', need };
  const leader = leaderOf(plan, contest, evidence, breached);
  return { id: 'not_enough_data', need, promising: isPromising(decided, leader) ? leader : null };
}

export function breachedArms(guardrails: readonly GuardrailCheck[]): ReadonlySet<string> {
  return new Set(guardrails.filter((check) => check.state === 'breached').map((check) => check.variantId));
}

/** Strict plans want every guardrail cleared before an arm may win (statistics.md 6). */
function heldArms(plan: ExperimentPlan, guardrails: readonly GuardrailCheck[]): ReadonlySet<string> {
  if (!plan.guardrails.isStrict) return new Set();
  return new Set(guardrails.filter((check) => check.state !== 'cleared').map((check) => check.variantId));
}

/** Contacts that may still change the outcome; more of them and "no difference" would only mean "not yet". Judgement. */
const MATURE_ENOUGH = 0.95;

/**
 * Two one-sided tests by inclusion: every interval inside what matters (statistics.md 1.7; Schuirmann 1987). Not while a
 * blast is young: then all rates, and so all differences, are small.
 */
function isWithinMde({ plan, evidence, shown, isClosed, matureShare }: Decided): boolean {
  if (!isClosed && matureShare < MATURE_ENOUGH) return false;
  const mde = absoluteMde(plan, [...evidence.values()]);
  return mde !== null && shown.every((pair) => isInside(pair.interval, mde));
}

/** The winner's lead over the control, where there is none over the runner-up, is smaller than what matters. */
function isBelowMde(
  { plan, contest, evidence, shown }: Decided,
  winner: string,
  breached: ReadonlySet<string>,
): boolean {
  const mde = absoluteMde(plan, [...evidence.values()]);
  const control = contest.control?.variantId;
  const against =
    control !== undefined && control !== winner
      ? control
      : leaderOf(plan, contest, evidence, new Set([...breached, winner]));
  const pair = shown.find(({ first, second }) =>
    first === winner ? second === against : second === winner && first === against,
  );
  return mde !== null && pair !== undefined && isInside(pair.interval, mde);
}

/**
 * The smallest difference that matters, in rates; of revenue, whose amount nobody planned, in millionths against what a
 * contact brought so far over all arms.
 */
function absoluteMde(plan: ExperimentPlan, evidence: readonly ArmEvidence[]): number | null {
  if (plan.primary.kind !== 'revenue') return plan.mdeRelative * plan.plannedRate;
  const pooled = pooledEvidence(evidence);
  const value = pooled === null ? null : valueOf(pooled);
  return value === null ? null : plan.mdeRelative * Math.abs(value);
}

function isInside(interval: PairComparison['interval'], mde: number): boolean {
  return interval !== null && interval.lower > -mde && interval.upper < mde;
}

/**
 * Rulings B.11: the gates of all its pairs are met and the interval of a single look leaves out 0 in its favour. A label
 * for people who would see it anyway in the numbers; at many looks it is wrong far too often to act on.
 */
function isPromising({ plan, shown }: Decided, leader: string | null): boolean {
  const sign = isHigherBetter(plan.primary) ? 1 : -1;
  const own = shown.filter(({ first, second }) => first === leader || second === leader);
  return (
    own.length > 0 &&
    own.every(({ first, refusal, singleLook: { interval } }) => {
      if (refusal !== null || interval === null) return false;
      const isSecondBetter = sign > 0 ? interval.lower > 0 : interval.upper < 0;
      const isFirstBetter = sign > 0 ? interval.upper < 0 : interval.lower > 0;
      return first === leader ? isFirstBetter : isSecondBetter;
    })
  );
}
