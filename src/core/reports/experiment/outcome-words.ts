import type { Outcome } from '../../experiments/outcome.ts';
import type { ExperimentPlan, TestedThing } from '../../experiments/plan.ts';

export type OutcomeWords = {
  /** heading: "Clicks" */
  readonly label: string;
  /** in a sentence: "clicks" */
  readonly noun: string;
  /** after a count of contacts: "480 of 15,000 clicked" */
  readonly did: string;
};

export function outcomeWords(outcome: Outcome): OutcomeWords {
  switch (outcome.kind) {
    case 'click':
      return { label: 'Clicks', noun: 'clicks', did: 'clicked' };
    case 'conversion':
      return conversionWords(outcome.of);
    case 'revenue':
      return {
        label: outcome.of === 'purchase' ? 'Revenue per contact' : `Revenue per contact (${outcome.of})`,
        noun: 'revenue per contact',
        did: conversionWords(outcome.of).did,
      };
    case 'opt-out':
      return { label: 'Opt-outs', noun: 'opt-outs', did: 'opted out' };
    case 'non-delivery':
      return { label: 'Not delivered', noun: 'failed deliveries', did: 'were not reached' };
  }
}

function conversionWords(of: string): OutcomeWords {
  return KINDS[of] ?? { label: `Conversions (${of})`, noun: `${of} conversions`, did: `converted (${of})` };
}

const KINDS: Readonly<Record<string, OutcomeWords>> = {
  purchase: { label: 'Purchases', noun: 'purchases', did: 'bought' },
  signup: { label: 'Sign-ups', noun: 'sign-ups', did: 'signed up' },
  visit: { label: 'Visits', noun: 'visits', did: 'visited' },
};

/** What differs, in a sentence; a test that nobody described differs in "the variant". */
export function testedThing(plan: ExperimentPlan): string {
  return plan.tested === null ? 'the variant' : THINGS[plan.tested];
}

const THINGS = {
  text: 'the text',
  'call-to-action': 'the call to action',
  'call-to-action-place': 'the place of the call to action',
  link: 'the link',
  sender: 'the sender name',
  'send-time': 'the send time',
  offer: 'the offer',
  audience: 'getting the message',
} as const satisfies Record<TestedThing, string>;

/** "within 72 h after assignment". */
export function countedWithin(plan: ExperimentPlan, outcome: Outcome): string {
  const start = plan.tested === 'send-time' ? 'sending' : 'assignment';
  return `within ${hoursOf(plan, outcome)} h after ${start}`;
}

export function hoursOf({ windows }: ExperimentPlan, outcome: Outcome): number {
  switch (outcome.kind) {
    case 'click':
      return windows.click;
    case 'conversion':
    case 'revenue':
      return windows.conversion;
    case 'opt-out':
      return windows.optOut;
    case 'non-delivery':
      return windows.delivery;
  }
}
