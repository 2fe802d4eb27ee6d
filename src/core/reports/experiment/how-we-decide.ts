import type { JudgedTest } from '../../experiments/judged-test.ts';
import { say } from '../figure.ts';
import type { DefinitionsSection } from '../report-model.ts';
import { composeExploratory } from './comparisons-table.ts';

/** The words of the tests, explained once; only those a reader meets above. */
export function composeHowWeDecide(tests: readonly JudgedTest[]): DefinitionsSection {
  const hasMany = tests.some(({ judgement }) => judgement.pairs.length > 1);
  const hasHoldout = tests.some(({ judgement }) => judgement.incrementality.length > 0);
  const hasExploratory = tests.some((test) => composeExploratory(test) !== null);
  const hasPairs = tests.some(({ judgement }) => judgement.pairs.length > 0);
  return {
    kind: 'definitions',
    title: 'How we decide',
    items: [
      ...(hasPairs ? RANGES : []),
      SPLIT,
      ...(hasPairs ? GATES : []),
      ...(hasMany ? [MANY] : []),
      ...(hasHoldout ? [HOLDOUT] : []),
      ...(hasExploratory ? [EXPLORATORY] : []),
    ],
    notes: [say`One outcome decides, chosen before the test; everything else is shown to learn from.`],
  };
}

const RANGES: DefinitionsSection['items'] = [
  {
    label: 'Range',
    sentence:
      'The differences that fit the data, right in 95 of 100 tests however often anybody looks (an always-valid interval; wider than the one for a single look). A difference is called when its range leaves out 0.',
  },
  {
    label: '95 % range',
    sentence: 'Of one variant alone, for one look: where its true rate lies in 95 of 100 cases.',
  },
];

const SPLIT = {
  label: 'Split check',
  sentence:
    'Before anything else the contacts in each variant are compared with the plan. A split that chance gives less than once in a thousand tests means that the variants got different people: then no figure of the test counts.',
};

const GATES: DefinitionsSection['items'] = [
  {
    label: 'Enough to compare',
    sentence:
      'At least 20 contacts with the outcome in a pair and 5 expected in each variant; for revenue 50 buyers in each.',
  },
  {
    label: 'Guardrails',
    sentence:
      'Opt-outs, failed deliveries and cost. A variant that does harm beyond chance cannot win; "not yet known" means that some harm is still possible.',
  },
];

const MANY = {
  label: 'More than two variants',
  sentence:
    'A winner beats every other variant. Ranges and p are made stricter for the number of pairs (Bonferroni for the range, Holm for the decision).',
};
const HOLDOUT = {
  label: 'Against no message',
  sentence:
    'Some contacts were held out on purpose; the difference to them is what the message itself brought, orders that would have come anyway taken off.',
};
const EXPLORATORY = {
  label: 'Exploratory',
  sentence:
    'Outcomes nobody chose beforehand. q is a p-value corrected for the number of such comparisons (Benjamini-Hochberg).',
};
