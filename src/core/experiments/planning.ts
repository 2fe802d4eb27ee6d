import { Failure } from '../failure.ts';
import { pairPower } from '../stats/pair-power.ts';
import { sampleSize } from '../stats/sample-size.ts';
import { smallestLift } from './smallest-lift.ts';

/** Relative differences a planner is shown. Source: statistics.md 9. */
export const PLANNED_LIFTS = [0.05, 0.1, 0.2, 0.5] as const;

/** What is known before a send. */
export type PlanningQuestion = {
  /** contacts that will be assigned, over all arms, holdout included */
  readonly audience: number;
  /** 0..1, what the lower arm is expected to do */
  readonly rate: number;
  /** of the audience, the arms that are compared; less than 1 together when a holdout arm takes the rest */
  readonly shares: readonly number[];
  /** two-sided, all pairs together */
  readonly alpha: number;
  /** chance to name the best arm the winner, when it is better than every other by the lift */
  readonly power: number;
  /** pairs that share alpha (pairs-of-arms.ts); default all pairs of arms */
  readonly comparisons?: number;
};

/** Contacts a test needs. `null` = no number of contacts can show it: `reason` says why. */
export type LiftNeed = {
  /** relative, 0.1 = a tenth */
  readonly lift: number;
  /** looked at as often as one likes: what our verdicts are */
  readonly anyLooks: ContactsNeeded | null;
  /** valid only when there is one look, fixed before the send: a detail */
  readonly singleLook: ContactsNeeded | null;
  /** the audience is at least as large as `anyLooks` */
  readonly canAnswer: boolean;
  readonly reason: string | null;
};

/** Whole contacts, rounded up, in the order of the shares. */
export type ContactsNeeded = { readonly perArm: readonly number[]; readonly audience: number };

export type PlanningAnswer = {
  /** pairs of arms; each is tested at `alpha` over so many */
  readonly comparisons: number;
  readonly lifts: readonly LiftNeed[];
  /** smallest relative difference this audience can find; null = none up to a rate of 100 % */
  readonly smallestLift: number | null;
  /** the same for a single planned look */
  readonly smallestLiftAtOneLook: number | null;
};

/**
 * How many contacts a test needs before it is sent, and what its audience can find at all. The difference is taken
 * upwards from the expected rate: the harder direction of the two. Every pair of arms must be decidable, so the pair
 * with the smallest arms sets the number. Throws `bad-input` for a question that has no answer.
 *
 * Source: statistics.md 9 (Fleiss; times the always-valid factor).
 */
export function planTest(question: PlanningQuestion): PlanningAnswer {
  checkQuestion(question);
  return {
    comparisons: comparisonsOf(question),
    lifts: PLANNED_LIFTS.map((lift) => needOf(question, lift)),
    smallestLift: smallestLift(question, (lift) => contactsNeeded(question, lift, true)?.audience ?? null),
    smallestLiftAtOneLook: smallestLift(
      question,
      (lift) => contactsNeeded(question, lift, false)?.audience ?? null,
    ),
  };
}

/** What one relative difference needs, at any number of looks and at one. */
export function needOf(question: PlanningQuestion, lift: number): LiftNeed {
  if (!(lift > 0) || !Number.isFinite(lift)) {
    throw new Failure('bad-input', `lift: ${lift} must be above 0, such as 0.1 for a tenth`);
  }
  const anyLooks = contactsNeeded(question, lift, true);
  const reason = question.rate * (1 + lift) >= 1 ? 'the rate would reach 100 %' : null;
  return {
    lift,
    anyLooks,
    singleLook: contactsNeeded(question, lift, false),
    canAnswer: anyLooks !== null && anyLooks.audience <= question.audience,
    reason: anyLooks === null ? (reason ?? 'no number of contacts can be said') : null,
  };
}

/** Smallest audience at which every pair of arms, the lower one either of the two, has the asked power. */
function contactsNeeded(
  question: PlanningQuestion,
  lift: number,
  sequential: boolean,
): ContactsNeeded | null {
  const { rate, shares, alpha } = question;
  // a winner must beat every other arm (statistics.md 1.6)
  const power = pairPower(question.power, shares.length - 1);
  if (power === null) return null;
  const raised = rate * (1 + lift);
  if (raised >= 1) return null;
  const comparisons = comparisonsOf(question);
  let audience = 0;
  for (const [at, first] of shares.entries()) {
    for (const [other, second] of shares.entries()) {
      if (at === other) continue;
      const size = sampleSize({
        p1: rate,
        p2: raised,
        alpha,
        power,
        ratio: second / first,
        comparisons,
        sequential,
      });
      if (size === null) return null;
      audience = Math.max(audience, size.a / first, size.b / second);
    }
  }
  const perArm = shares.map((share) => roundUp(audience * share));
  return { perArm, audience: Math.max(...perArm.map((arm, at) => roundUp(arm / (shares[at] ?? 1)))) };
}

/** 3,841.0000000001 contacts are 3,841: the rest is rounding of the shares. */
function roundUp(contacts: number): number {
  return Math.ceil(contacts - 1e-6);
}

function comparisonsOf({ shares, comparisons }: PlanningQuestion): number {
  return comparisons ?? (shares.length * (shares.length - 1)) / 2;
}

function checkQuestion({ audience, rate, shares, alpha, power }: PlanningQuestion): void {
  refuseUnless(
    Number.isSafeInteger(audience) && audience > 0,
    'audience',
    audience,
    'a whole number above 0',
  );
  refuseUnless(rate > 0 && rate < 1, 'rate', rate, 'between 0 and 1, such as 0.02 for 2 %');
  refuseUnless(alpha > 0 && alpha < 0.5, 'alpha', alpha, 'between 0 and 0.5, usually 0.05');
  refuseUnless(power >= 0.5 && power < 1, 'power', power, 'from 0.5 to below 1, usually 0.8');
  refuseUnless(shares.length >= 2, 'arms', shares.length, 'at least 2: one arm is no test');
  for (const share of shares) refuseUnless(share > 0 && share < 1, 'share', share, 'between 0 and 1');
}

function refuseUnless(isAllowed: boolean, what: string, value: number, allowed: string): void {
  if (!isAllowed) throw new Failure('bad-input', `${what}: ${value} must be ${allowed}`);
}
