import type { JudgedTest } from '../../experiments/judged-test.ts';
import { type Verdict, verdictWord } from '../../experiments/judgement.ts';
import type { TestItem } from '../report-model.ts';
import { describeTest } from '../test-words.ts';

export function composeItem(test: JudgedTest): TestItem {
  const { word, tone, sentence, next } = describeTest(test);
  const { id, name } = test.campaign;
  return { id, name, verdict: verdictWord(test.judgement.verdict), word, tone, sentence, next };
}

/** What asks for action stands first; the order of equals is that of their ids. */
export function byUrgency(tests: readonly JudgedTest[]): readonly JudgedTest[] {
  return tests.toSorted(
    (a, b) =>
      URGENCY.indexOf(a.judgement.verdict.id) - URGENCY.indexOf(b.judgement.verdict.id) ||
      (a.campaign.id < b.campaign.id ? -1 : a.campaign.id > b.campaign.id ? 1 : 0),
  );
}

const URGENCY: readonly Verdict['id'][] = [
  'guardrail_breached',
  'winner',
  'invalid_srm',
  'no_difference_within_mde',
  'tie',
  'inconclusive',
  'invalid_data',
  'not_enough_data',
  'not_a_test',
];
