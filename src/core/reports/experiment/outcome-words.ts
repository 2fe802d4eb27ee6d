import type { Outcome } from '../../experiments/outcome.ts';
import type { ExperimentPlan, TestedThing } from '../../experiments/plan.ts';
import { count, type Figure, type Phrase, say, term, text } from '../figure.ts';

export type OutcomeWords = {
  /** heading: "Clicks" */
  readonly label: Figure;
  /** in a sentence: "clicks" */
  readonly noun: Figure;
  /** after a count of contacts: "480 of 15,000 clicked" */
  readonly did: Figure;
};

export function outcomeWords(outcome: Outcome): OutcomeWords {
  switch (outcome.kind) {
    case 'click':
      return ownWords('Clicks', 'clicks', 'clicked');
    case 'conversion':
      return conversionWords(outcome.of);
    case 'revenue':
      return {
        label:
          outcome.of === 'purchase'
            ? term('Revenue per contact')
            : ofKind('Revenue per contact ({0})', outcome.of),
        noun: term('revenue per contact'),
        did: conversionWords(outcome.of).did,
      };
    case 'opt-out':
      return ownWords('Opt-outs', 'opt-outs', 'opted out');
    case 'non-delivery':
      return ownWords('Not delivered', 'failed deliveries', 'were not reached');
  }
}

function ownWords(label: string, noun: string, did: string): OutcomeWords {
  return { label: term(label), noun: term(noun), did: term(did) };
}

function conversionWords(of: string): OutcomeWords {
  return (
    KINDS[of] ?? {
      label: ofKind('Conversions ({0})', of),
      noun: ofKind('{0} conversions', of),
      did: ofKind('converted ({0})', of),
    }
  );
}

/** A kind of conversion has the name its sender gave it. */
function ofKind(words: string, kind: string): Figure {
  return { kind: 'say', words, parts: [[text(kind)]] };
}

const KINDS: Readonly<Record<string, OutcomeWords>> = {
  purchase: ownWords('Purchases', 'purchases', 'bought'),
  signup: ownWords('Sign-ups', 'sign-ups', 'signed up'),
  visit: ownWords('Visits', 'visits', 'visited'),
};

/** What differs, in a sentence; a test that nobody described differs in "the variant". */
export function testedThing(plan: ExperimentPlan): Figure {
  return term(plan.tested === null ? 'the variant' : THINGS[plan.tested]);
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
export function countedWithin(plan: ExperimentPlan, outcome: Outcome): Phrase {
  const hours = count(hoursOf(plan, outcome));
  return plan.tested === 'send-time'
    ? say`within ${hours} h after sending`
    : say`within ${hours} h after assignment`;
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
