import type { ListHealth, WaitingReason } from '../../cleaning/list-health.ts';
import { ACTION_WORDS, REASON_WORDS } from '../../cleaning/reason-words.ts';
import { ACTIONS } from '../../cleaning/recommendation.ts';
import { money, type Phrase, say, sayCounted, term } from '../figure.ts';
import type { NoteSection } from '../report-model.ts';
import { counted, joinPhrases, joinWith } from '../words.ts';
import { NO_PRICE, savingFigure, waitingCount } from './waiting.ts';

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
          sayCounted(
            health.approved,
            '{0} approved recommendation waits to be applied: sms-reports recommendations apply.',
            '{0} approved recommendations wait to be applied: sms-reports recommendations apply.',
          ),
        ];
  return {
    kind: 'note',
    id: 'decisions',
    title: 'To decide',
    lines: [...lines, ...approved],
    ...(reviewUrl === null ? {} : { link: { label: 'Review them', url: reviewUrl } }),
  };
}

function sayGroup({ reason, action, contacts, savings, revenueAtRisk }: WaitingReason): Phrase {
  const { label, meaning } = REASON_WORDS[reason];
  const saved = ACTIONS[action].takesOut ? savings.filter(({ maxMicro }) => maxMicro > 0) : [];
  const risked = revenueAtRisk.filter(({ micro }) => micro > 0);
  const saving = joinPhrases(saved.map((one): Phrase => [savingFigure(one)]));
  const bought = joinPhrases(risked.map(({ currency, micro }): Phrase => [money(currency, micro)]));
  const found = term(lowerFirst(label));
  const unpriced = ACTIONS[action].takesOut ? NO_PRICE : UNTRIED;
  return joinWith(' ', [
    say`${term(ACTION_WORDS[action])}: ${counted(contacts, 'contact')} (${found}).`,
    [term(meaning)],
    saving.length === 0 ? unpriced : say`Saves ${saving} in 90 days.`,
    bought.length === 0 ? [] : say`They bought for ${bought} in the last year.`,
  ]);
}

const UNTRIED = say`Worth not known: what it brings back was not tried.`;

function lowerFirst(words: string): string {
  return words.slice(0, 1).toLowerCase() + words.slice(1);
}
