import { REASON_WORDS } from '../../cleaning/reason-words.ts';
import { isReason } from '../../cleaning/recommendation.ts';
import { count, money, none, type Phrase, rate, say, sayCounted, term } from '../figure.ts';
import type { ListHealthInput } from '../list-health-input.ts';
import type { NoteSection } from '../report-model.ts';
import { counted, joinPhrases } from '../words.ts';

/** Rates on fewer messages say nothing. */
const LEAST_MESSAGES = 100;

/** How the list grew, who is left out of it, and what the rest of the period says about it. */
export function composeBehaviour({ health, total }: ListHealthInput): NoteSection {
  const { audience, suppressed, wasted } = health;
  const { attempted, unknown } = total.counts;
  const out = suppressed.reduce((sum, { numbers }) => sum + numbers, 0);
  const lines: readonly Phrase[] = [
    say`${counted(audience.contacts, 'contact')} on the list, ${count(audience.reachable)} of them reachable. In this period ${counted(audience.joined, 'contact')} joined and ${count(audience.optedOut)} opted out.`,
    out === 0
      ? say`No number is suppressed.`
      : sayCounted(out, '{0} number suppressed: {1}.', '{0} numbers suppressed: {1}.', [
          count(out),
          joinPhrases(
            suppressed.map(
              ({ reason, numbers }) => say`${count(numbers)} (${term(suppressionWord(reason))})`,
            ),
          ),
        ]),
    ...(wasted.messages === 0 ? [] : [sayWasted(wasted)]),
    say`Operators never said what became of ${count(unknown)} of ${counted(attempted, 'message')} (${
      attempted < LEAST_MESSAGES ? none('too few for a rate') : rate(unknown / attempted)
    }); such messages never count against a number.`,
  ];
  return { kind: 'note', title: 'The list', lines };
}

function sayWasted({ messages, costs }: ListHealthInput['health']['wasted']): Phrase {
  const paid = costs.filter(({ micro }) => micro > 0);
  const sent = counted(messages, 'message');
  if (paid.length === 0)
    return say`Waiting has a price: ${sent} of this period went to numbers that were already proposed as bad.`;
  const sum = joinPhrases(paid.map(({ currency, micro }): Phrase => [money(currency, micro)]));
  return say`Waiting has a price: ${sent} of this period went to numbers that were already proposed as bad (${sum}).`;
}

/** Suppressions of the platform or of a person have their own words. */
function suppressionWord(reason: string): string {
  return isReason(reason) ? REASON_WORDS[reason].label.toLowerCase() : reason.replaceAll('_', ' ');
}
