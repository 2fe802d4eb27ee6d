import type { TestCounts } from './arm-counts.ts';
import { currenciesOf } from './arm-evidence.ts';
import { faultOfArm } from './examine-arm.ts';
import { faultOfPlan } from './examine-plan.ts';
import type { ExperimentPlan } from './plan.ts';

/** Contacts that clicked from which on too few deliveries are no chance; judgement. */
const CLICKS_TO_TELL = 20;
/** Contacts in two arms beyond which the assignment itself is broken (statistics.md 0). */
const CROSSED_SHARE = 0.01;

/**
 * Are these counts such that anything may be said? Source: statistics.md 1.2 and 0.
 *
 * @returns the first reason, for a person, why not; null when they are sound
 */
export function faultOfCounts(plan: ExperimentPlan, counts: TestCounts): string | null {
  const ordered = counts.arms.toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1));
  const ids = ordered.map((arm) => arm.variantId);
  const twice = ids.find((id, place) => ids.indexOf(id) !== place);
  if (twice !== undefined) return `arm ${twice} is counted twice`;
  const faults = [
    faultOfPlan(plan),
    ...ordered.map(faultOfArm),
    ...ordered.map((arm) => faultOfMembership(plan, arm)),
    faultOfCrossing(counts),
    faultOfHoldout(plan, counts),
    faultOfFeeds(counts),
    faultOfReceipts(ordered),
    faultOfCurrencies(plan, counts),
  ];
  return faults.find((fault) => fault !== null) ?? null;
}

function faultOfMembership(plan: ExperimentPlan, arm: TestCounts['arms'][number]): string | null {
  const planned = plan.arms.find(({ variantId }) => variantId === arm.variantId);
  if (planned === undefined)
    return arm.assigned > 0
      ? `arm ${arm.variantId} has ${arm.assigned} contacts and is not in the plan`
      : null;
  return planned.share === 0 && arm.assigned > 0
    ? `arm ${arm.variantId} has ${arm.assigned} contacts and a planned share of 0`
    : null;
}

function faultOfCrossing({ crossedOver, arms }: TestCounts): string | null {
  if (!(Number.isInteger(crossedOver) && crossedOver >= 0))
    return `contacts in two arms: ${crossedOver} is not a whole number from 0 on`;
  const everybody = crossedOver + arms.reduce((sum, arm) => sum + arm.assigned, 0);
  return crossedOver > 0 && crossedOver >= CROSSED_SHARE * everybody
    ? `${crossedOver} of ${everybody} contacts are in two arms (allowed: below ${CROSSED_SHARE * 100} %)`
    : null;
}

/** A holdout that gets the message is not one. */
function faultOfHoldout(plan: ExperimentPlan, counts: TestCounts): string | null {
  const ids = plan.arms.filter((arm) => arm.isHoldout).map((arm) => arm.variantId);
  const sent = counts.arms.find(
    (arm) => ids.includes(arm.variantId) && arm.messaged > 0 && arm.messaged >= CROSSED_SHARE * arm.assigned,
  );
  if (sent === undefined) return null;
  return `${sent.messaged} of ${sent.assigned} contacts of holdout ${sent.variantId} got a message (allowed: below ${CROSSED_SHARE * 100} %)`;
}

function faultOfFeeds({ stoppedFeeds }: TestCounts): string | null {
  if (stoppedFeeds.length === 0) return null;
  return `no more ${stoppedFeeds.toSorted().join(', ')} arrive: what is missing would look like a difference`;
}

/** Who clicked was reached. Where only one arm's receipts are missing, silence would read as that variant's harm. */
function faultOfReceipts(arms: TestCounts['arms']): string | null {
  const sent = arms.filter(({ messaged }) => messaged > 0);
  const silent = sent.filter((arm) => arm.notDelivered > 0 && arm.clicking > arm.delivered);
  const worst = silent.find(({ clicking }) => clicking >= CLICKS_TO_TELL);
  if (worst === undefined || silent.length === sent.length) return null;
  return `arm ${worst.variantId}: ${worst.clicking} contacts clicked and ${worst.delivered} count as reached: receipts are missing`;
}

function faultOfCurrencies(plan: ExperimentPlan, counts: TestCounts): string | null {
  if (plan.primary.kind !== 'revenue') return null;
  const currencies = currenciesOf(plan.primary.of, counts.arms);
  if (currencies.length < 2) return null;
  const names = currencies.map((currency) => (currency === '' ? 'unsaid' : currency)).join(', ');
  return `revenue in more than one currency: ${names}`;
}
