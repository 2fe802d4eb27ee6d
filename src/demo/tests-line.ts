import type { JudgedTest } from '../core/experiments/judged-test.ts';
import type { Verdict } from '../core/experiments/judgement.ts';

const WORDS: readonly (readonly [Verdict['id'], string])[] = [
  ['winner', 'with a winner'],
  ['guardrail_breached', 'stopped by a guardrail'],
  ['tie', 'tied'],
  ['no_difference_within_mde', 'without a difference worth having'],
  ['inconclusive', 'inconclusive'],
  ['not_enough_data', 'too early'],
  ['invalid_srm', 'not to be trusted (the split is off)'],
  ['invalid_data', 'not to be trusted (the data are wrong)'],
  ['not_a_test', 'not a test'],
];

/** "6 tests: 1 with a winner, 5 too early". */
export function testsLine(tests: readonly JudgedTest[]): string {
  const found = WORDS.flatMap(([id, words]) => {
    const count = tests.filter(({ judgement }) => judgement.verdict.id === id).length;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  return `${tests.length} tests: ${found.join(', ')}`;
}
