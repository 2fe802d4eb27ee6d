import type { DecidedCounts, ListHealth } from '../../cleaning/list-health.ts';
import type { Phrase } from '../figure.ts';
import type { NoteSection } from '../report-model.ts';
import { agree, counted, joinPhrases } from '../words.ts';

const DONE: readonly (readonly [keyof DecidedCounts, string])[] = [
  ['approved', 'approved'],
  ['rejected', 'rejected'],
  ['snoozed', 'put off'],
  ['applied', 'applied'],
  ['undone', 'undone'],
];

/** What people decided and what ended by itself; null when nothing happened. */
export function composeHistory({ decided, notAskedAgain, lastRun }: ListHealth): NoteSection | null {
  const done = DONE.filter(([key]) => decided[key] > 0).map(
    ([key, word]): Phrase => [`${word} `, ...counted(decided[key], 'recommendation')],
  );
  const lines: readonly Phrase[] = [
    ...(done.length === 0 ? [] : [['In this period: ', ...joinPhrases(done), '.']]),
    ...(decided.invalidated === 0
      ? []
      : [
          [
            ...counted(decided.invalidated, 'recommendation'),
            ` ${agree(decided.invalidated, 'was', 'were')} withdrawn: the contact gave a sign of life.`,
          ],
        ]),
    ...(decided.expired === 0
      ? []
      : [[...counted(decided.expired, 'recommendation'), ' expired because nobody decided in time.']]),
    ...(notAskedAgain === 0
      ? []
      : [['Rejected before and not asked again: ', ...counted(notAskedAgain, 'contact'), '.']]),
    ...(lastRun?.outages ?? []).map((outage): Phrase => [`Not used as evidence: ${outage}.`]),
  ];
  return lines.length === 0 ? null : { kind: 'note', title: 'Since last time', lines };
}
