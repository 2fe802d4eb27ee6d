import type { ListHealth, WaitingReason } from '../../cleaning/list-health.ts';
import { ACTION_WORDS, REASON_WORDS } from '../../cleaning/reason-words.ts';
import { ACTIONS } from '../../cleaning/recommendation.ts';
import { money, type Phrase } from '../figure.ts';
import type { NoteSection } from '../report-model.ts';
import { agree, counted, joinPhrases } from '../words.ts';
import { savingFigure, waitingCount } from './waiting.ts';

/** More than three requests in one mail get none done. */
export const MOST_LINES = 3;

/** The largest groups first, each with what to do, what it saves and what it risks; null when nothing waits. */
export function composeToDecide(health: ListHealth, reviewUrl: string | null): NoteSection | null {
  const waiting = waitingCount(health);
  if (waiting === 0 && health.approved === 0) return null;
  const lines = health.waiting.slice(0, MOST_LINES).map(sayGroup);
  const approved: readonly Phrase[] =
    health.approved === 0
      ? []
      : [
          [
            ...counted(health.approved, 'approved recommendation'),
            ` ${agree(health.approved, 'waits', 'wait')} to be applied: sms-reports recommendations apply.`,
          ],
        ];
  return {
    kind: 'note',
    title: 'To decide',
    lines: [...lines, ...approved],
    ...(reviewUrl === null ? {} : { link: { label: 'Review them', url: reviewUrl } }),
  };
}

function sayGroup({ reason, action, contacts, savings, revenueAtRisk }: WaitingReason): Phrase {
  const { label, meaning } = REASON_WORDS[reason];
  const saved = ACTIONS[action].takesOut ? savings.filter(({ maxMicro }) => maxMicro > 0) : [];
  const risked = revenueAtRisk.filter(({ micro }) => micro > 0);
  return [
    `${ACTION_WORDS[action]}: `,
    ...counted(contacts, 'contact'),
    ` (${lowerFirst(label)}). ${meaning}`,
    ...(saved.length === 0
      ? []
      : [' Saves ', ...joinPhrases(saved.map((one): Phrase => [savingFigure(one)])), ' in 90 days.']),
    ...(risked.length === 0
      ? []
      : [
          ' They bought for ',
          ...joinPhrases(risked.map(({ currency, micro }): Phrase => [money(currency, micro)])),
          ' in the last year.',
        ]),
  ];
}

function lowerFirst(words: string): string {
  return words.slice(0, 1).toLowerCase() + words.slice(1);
}
