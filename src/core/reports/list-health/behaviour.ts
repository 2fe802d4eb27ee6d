import { REASON_WORDS } from '../../cleaning/reason-words.ts';
import { isReason } from '../../cleaning/recommendation.ts';
import { count, money, none, type Phrase, rate } from '../figure.ts';
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
  const wastedCosts = wasted.costs.filter(({ micro }) => micro > 0);
  const lines: readonly Phrase[] = [
    [
      ...counted(audience.contacts, 'contact'),
      ' on the list, ',
      count(audience.reachable),
      ' of them reachable. In this period ',
      ...counted(audience.joined, 'contact'),
      ' joined and ',
      count(audience.optedOut),
      ' opted out.',
    ],
    out === 0
      ? ['No number is suppressed.']
      : [
          ...counted(out, 'number'),
          ' suppressed: ',
          ...joinPhrases(
            suppressed.map(({ reason, numbers }): Phrase => [count(numbers), ` ${sayReason(reason)}`]),
          ),
          '.',
        ],
    ...(wasted.messages === 0
      ? []
      : [
          [
            'Waiting has a price: ',
            ...counted(wasted.messages, 'message'),
            ' of this period went to numbers that were already proposed as bad',
            ...(wastedCosts.length === 0
              ? []
              : [
                  ' (',
                  ...joinPhrases(wastedCosts.map(({ currency, micro }): Phrase => [money(currency, micro)])),
                  ')',
                ]),
            '.',
          ],
        ]),
    [
      'Operators never said what became of ',
      count(unknown),
      ' of ',
      ...counted(attempted, 'message'),
      ' (',
      attempted < LEAST_MESSAGES ? none('too few for a rate') : rate(unknown / attempted),
      '); such messages never count against a number.',
    ],
  ];
  return { kind: 'note', title: 'The list', lines };
}

/** Suppressions of the platform or of a person have their own words. */
function sayReason(reason: string): string {
  return isReason(reason)
    ? `(${REASON_WORDS[reason].label.toLowerCase()})`
    : `(${reason.replaceAll('_', ' ')})`;
}
