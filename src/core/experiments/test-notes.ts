import type { ArmCounts, TestCounts } from './arm-counts.ts';
import { gateOfPair } from './gates.ts';
import type { SplitCheck } from './judgement.ts';
import type { ExperimentPlan } from './plan.ts';

/** What a reader should know before believing the numbers, one line each, in a fixed order. */
export function notesOn(plan: ExperimentPlan, counts: TestCounts, split: SplitCheck): readonly string[] {
  return [
    noteOnAssignment(counts),
    noteOnCrossing(counts),
    split.isWarning
      ? 'the split looks odd (chi-square p below 0.001), not beyond what looking often explains'
      : null,
    ...counts.arms
      .toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1))
      .map((arm) => noteOnClicks(plan, arm)),
    noteOnBotDifference(counts),
    plan.origin === 'default' ? noteOnDefaults(counts) : null,
    plan.primary.kind === 'revenue'
      ? 'what matters is measured against the amount a contact brought so far'
      : null,
  ].filter((note) => note !== null);
}

function noteOnDefaults({ arms }: TestCounts): string {
  return arms.every(({ assigned }) => assigned === 0)
    ? 'nobody planned this test: the usual settings are taken until it begins'
    : 'nobody planned this test: the usual settings were frozen at the first assignment';
}

function noteOnAssignment({ assignedBy }: TestCounts): string | null {
  return assignedBy === 'messages'
    ? 'no assignments are known: who was sent a variant counts as assigned to it'
    : null;
}

function noteOnCrossing({ crossedOver }: TestCounts): string | null {
  if (crossedOver === 0) return null;
  return crossedOver === 1
    ? '1 contact is in two arms and left out'
    : `${crossedOver} contacts are in two arms and left out`;
}

/** Share of clicking contacts with bot hits only beyond which clicks are worth a doubt; judgement. */
const BOT_SHARE = 0.2;

function noteOnClicks(plan: ExperimentPlan, arm: ArmCounts): string | null {
  const bots = arm.rawClicking - arm.clicking;
  if (bots <= BOT_SHARE * arm.rawClicking || arm.rawClicking === 0) return null;
  const label = plan.arms.find(({ variantId }) => variantId === arm.variantId)?.label;
  return `${label === undefined || label === '' ? arm.variantId : label}: ${percent(bots / arm.rawClicking)} of its clicking contacts were clicked for by bots only`;
}

/** Bots are left out alike in all arms; where far more of them came to one, its link or sender draws them. */
function noteOnBotDifference({ arms }: TestCounts): string | null {
  const shares = arms
    .filter((arm) => arm.assigned > 0)
    .map((arm) => ({ kind: 'rate', n: arm.assigned, contacts: arm.rawClicking - arm.clicking }) as const)
    .sort((a, b) => a.contacts / a.n - b.contacts / b.n);
  const [least, most] = [shares[0], shares.at(-1)];
  if (least === undefined || most === undefined || gateOfPair(least, most) !== null) return null;
  const isTwice = most.contacts / most.n > (2 * least.contacts) / least.n;
  return isTwice ? 'bots clicked at least twice as often in one arm as in another' : null;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
