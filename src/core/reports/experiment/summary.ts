import type { JudgedTest } from '../../experiments/judged-test.ts';
import type { Verdict } from '../../experiments/judgement.ts';
import { count, type Phrase, text } from '../figure.ts';
import { agree, counted, joinPhrases } from '../words.ts';

type Group = {
  readonly ids: readonly Verdict['id'][];
  readonly one: string;
  readonly many: string;
};

/** What a reader wants to hear first, in this order. */
const GROUPS: readonly Group[] = [
  { ids: ['winner'], one: 'has a winner', many: 'have a winner' },
  { ids: ['guardrail_breached'], one: 'broke a guardrail', many: 'broke a guardrail' },
  { ids: ['invalid_srm', 'invalid_data'], one: 'cannot be trusted', many: 'cannot be trusted' },
  {
    ids: ['no_difference_within_mde'],
    one: 'shows no difference worth having',
    many: 'show no difference worth having',
  },
  { ids: ['tie'], one: 'ends in a tie', many: 'end in a tie' },
  { ids: ['inconclusive'], one: 'ended without an answer', many: 'ended without an answer' },
  { ids: ['not_enough_data'], one: 'is too early to call', many: 'are too early to call' },
  { ids: ['not_a_test'], one: 'is no test', many: 'are no tests' },
];

/**
 * "The test in Autumn Sale has a winner.", or "3 tests: 1 has a winner (Autumn Sale), 1 cannot be trusted (VIP) and
 * 1 is too early to call (News)."
 */
export function summariseTests(tests: readonly JudgedTest[]): Phrase {
  const [only] = tests;
  if (only !== undefined && tests.length === 1)
    return ['The test in ', text(only.campaign.name), ' ', verbOf(only), '.'];
  const groups = GROUPS.flatMap(({ ids, one, many }) => {
    const found = tests.filter(({ judgement }) => ids.includes(judgement.verdict.id));
    return found.length === 0 ? [] : [[...sayGroup(found, agree(found.length, one, many))]];
  });
  return [...counted(tests.length, 'test'), ': ', ...joinPhrases(groups), '.'];
}

function verbOf({ judgement }: JudgedTest): string {
  return GROUPS.find(({ ids }) => ids.includes(judgement.verdict.id))?.one ?? '';
}

/** Names in brackets while they are few. */
const MOST_NAMES = 3;

function sayGroup(tests: readonly JudgedTest[], verb: string): Phrase {
  const names = joinPhrases(tests.slice(0, MOST_NAMES).map(({ campaign }): Phrase => [text(campaign.name)]));
  return [count(tests.length), ` ${verb}`, ...(tests.length > MOST_NAMES ? [] : [' (', ...names, ')'])];
}
