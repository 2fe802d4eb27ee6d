import type { JudgedTest } from '../experiments/judged-test.ts';
import type { Verdict } from '../experiments/judgement.ts';
import { armName } from './experiment/arm-name.ts';
import { describeBreach } from './experiment/breach-words.ts';
import { describeInvalidData, describeNoTest, describeSplitOff } from './experiment/no-answer-words.ts';
import {
  describeInconclusive,
  describeNoDifference,
  describeTie,
  describeTooEarly,
} from './experiment/open-words.ts';
import type { Sentences } from './experiment/sentences.ts';
import { describeWinner } from './experiment/winner-words.ts';
import { type Phrase, say, type Tone } from './figure.ts';

export type TestWords = Sentences & {
  /** the verdict, one to one with its id: "Variant B wins", "Too early" */
  readonly word: Phrase;
  readonly tone: Tone;
};

/** The verdict of a test in words a marketing lead acts on. Total: every verdict has its words. */
export function describeTest(test: JudgedTest): TestWords {
  const { verdict } = test.judgement;
  return { word: verdictName(test, verdict), tone: toneOf(verdict), ...sentencesOf(test, verdict) };
}

/** What stands on the chip: the verdict in a few words. */
function verdictName({ plan }: JudgedTest, verdict: Verdict): Phrase {
  switch (verdict.id) {
    case 'winner':
      return say`${armName(plan, verdict.arm)} wins`;
    case 'tie':
      return say`Tie`;
    case 'no_difference_within_mde':
      return say`No difference worth having`;
    case 'not_enough_data':
      return verdict.promising === null
        ? say`Too early`
        : say`Too early, ${armName(plan, verdict.promising)} promising`;
    case 'inconclusive':
      return say`Inconclusive`;
    case 'guardrail_breached':
      return say`Guardrail breached: ${armName(plan, verdict.arm)}`;
    case 'invalid_srm':
      return say`Do not trust: the split is off`;
    case 'invalid_data':
      return say`Do not trust: the data are wrong`;
    case 'not_a_test':
      return say`Not a test`;
  }
}

function toneOf({ id }: Verdict): Tone {
  if (id === 'winner') return 'good';
  return id === 'guardrail_breached' || id === 'invalid_srm' || id === 'invalid_data' ? 'bad' : 'neutral';
}

function sentencesOf(test: JudgedTest, verdict: Verdict): Sentences {
  switch (verdict.id) {
    case 'winner':
      return describeWinner(test, verdict);
    case 'tie':
      return describeTie(test, verdict);
    case 'no_difference_within_mde':
      return describeNoDifference(test);
    case 'not_enough_data':
      return describeTooEarly(test, verdict);
    case 'inconclusive':
      return describeInconclusive(test, verdict);
    case 'guardrail_breached':
      return describeBreach(test, verdict);
    case 'invalid_srm':
      return describeSplitOff(test);
    case 'invalid_data':
      return describeInvalidData(verdict);
    case 'not_a_test':
      return describeNoTest(verdict);
  }
}
