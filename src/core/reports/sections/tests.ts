import type { JudgedTest } from '../../experiments/judged-test.ts';
import { armName } from '../experiment/arm-name.ts';
import { sayBreach } from '../experiment/guardrail-words.ts';
import { byUrgency, composeItem } from '../experiment/test-items.ts';
import { sayBreachWorth, sayWinnerWorth } from '../experiment/test-worth.ts';
import { sayLead } from '../experiment/winner-words.ts';
import { type Phrase, say, sayCounted, text } from '../figure.ts';
import type { Reading } from '../reading.ts';
import type { TestsSection } from '../report-model.ts';
import type { Decision } from './decision.ts';

/** Tests of one mail that is about more than tests (product.md 5, judgement). */
const MOST_TESTS = 3;

/** A short block per test that was live or finished in the window; null when there was none. */
export function composeTests({ input }: Reading): TestsSection | null {
  const items = byUrgency(input.tests).map(composeItem);
  if (items.length === 0) return null;
  const rest = items.slice(MOST_TESTS);
  const more: Phrase | null =
    rest.length === 0
      ? null
      : sayCounted(
          rest.length,
          '{0} more test in the CSV; the report "experiment" tells them in full.',
          '{0} more tests in the CSV; the report "experiment" tells them in full.',
        );
  return { kind: 'tests', title: 'Tests', items: items.slice(0, MOST_TESTS), more, rest };
}

/** What tests ask for, most urgent first. */
export function decideTests({ input }: Reading): readonly Decision[] {
  return byUrgency(input.tests).flatMap((test) => decisionOf(test) ?? []);
}

function decisionOf(test: JudgedTest): Decision | null {
  const { plan, judgement, campaign } = test;
  const { verdict } = judgement;
  const name = text(campaign.name);
  switch (verdict.id) {
    case 'winner':
      return {
        short: 'a test has a winner',
        line: say`Use ${armName(plan, verdict.arm)} (${name}): ${sayLead(test, verdict.arm)}.`,
        worth: sayWinnerWorth(test, verdict.arm),
        place: 'tests',
      };
    case 'guardrail_breached': {
      const check = judgement.guardrails.find(
        ({ variantId, guardrail }) => variantId === verdict.arm && guardrail === verdict.guardrail,
      );
      const harm = check === undefined ? say`it does harm` : sayBreach(test, check);
      return {
        short: 'a test broke a guardrail',
        line: say`Do not use ${armName(plan, verdict.arm)} (${name}): ${harm}.`,
        worth: sayBreachWorth(test, check),
        place: 'tests',
      };
    }
    case 'invalid_srm':
      return {
        short: 'the split of a test is off',
        line: say`Find out how the contacts of ${name} were assigned: the split is not the planned one, so its test says nothing.`,
        worth: say`Worth not known: with a wrong split no difference can be trusted.`,
        place: 'tests',
      };
    case 'tie':
    case 'no_difference_within_mde':
    case 'not_enough_data':
    case 'inconclusive':
    case 'invalid_data':
    case 'not_a_test':
      return null;
  }
}
