import type { DecidedCounts, ListHealth } from '../../cleaning/list-health.ts';
import { type Phrase, say, sayCounted } from '../figure.ts';
import type { NoteSection } from '../report-model.ts';
import { counted, joinPhrases } from '../words.ts';
import { sayOutages } from './warnings.ts';

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
    ([key, word]): Phrase =>
      sayCounted(decided[key], `${word} {0} recommendation`, `${word} {0} recommendations`),
  );
  const lines: readonly Phrase[] = [
    ...(done.length === 0 ? [] : [say`In this period: ${joinPhrases(done)}.`]),
    ...(decided.invalidated === 0
      ? []
      : [
          sayCounted(
            decided.invalidated,
            '{0} recommendation was withdrawn: the contact gave a sign of life.',
            '{0} recommendations were withdrawn: the contact gave a sign of life.',
          ),
        ]),
    ...(decided.expired === 0
      ? []
      : [say`${counted(decided.expired, 'recommendation')} expired because nobody decided in time.`]),
    ...(notAskedAgain === 0
      ? []
      : [say`Rejected before and not asked again: ${counted(notAskedAgain, 'contact')}.`]),
    ...sayOutages(lastRun),
  ];
  return lines.length === 0 ? null : { kind: 'note', title: 'Since last time', lines };
}
