import type { JudgedTest } from '../../experiments/judged-test.ts';
import type { Verdict } from '../../experiments/judgement.ts';
import { type Figure, type Phrase, say, sayCounted, text } from '../figure.ts';
import { counted, joinPhrases } from '../words.ts';

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
  if (only !== undefined && tests.length === 1) return [sayOnly(only)];
  const groups = GROUPS.flatMap((group) => {
    const found = tests.filter(({ judgement }) => group.ids.includes(judgement.verdict.id));
    return found.length === 0 ? [] : [sayGroup(found, group)];
  });
  return say`${counted(tests.length, 'test')}: ${joinPhrases(groups)}.`;
}

function sayOnly({ judgement, campaign }: JudgedTest): Figure {
  const group = GROUPS.find(({ ids }) => ids.includes(judgement.verdict.id));
  return { kind: 'say', words: `The test in {0} ${group?.one ?? ''}.`, parts: [[text(campaign.name)]] };
}

/** Names in brackets while they are few. */
const MOST_NAMES = 3;

function sayGroup(tests: readonly JudgedTest[], { one, many }: Group): Phrase {
  const said = sayCounted(tests.length, `{0} ${one}`, `{0} ${many}`);
  const names = joinPhrases(tests.map(({ campaign }): Phrase => [text(campaign.name)]));
  return tests.length > MOST_NAMES ? said : [...said, ' (', ...names, ')'];
}
