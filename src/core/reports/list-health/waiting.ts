import type { ListHealth, WaitingReason } from '../../cleaning/list-health.ts';
import { ACTIONS } from '../../cleaning/recommendation.ts';
import { type Figure, money, type Phrase, range, say } from '../figure.ts';
import { joinPhrases } from '../words.ts';

export function waitingCount({ waiting }: ListHealth): number {
  return waiting.reduce((sum, { contacts }) => sum + contacts, 0);
}

/** Those whom messages tired: their numbers are good. */
export function tiredCount({ waiting }: ListHealth): number {
  return waiting.reduce((sum, { reason, contacts }) => sum + (reason === 'fatigued' ? contacts : 0), 0);
}

type Saving = WaitingReason['savings'][number];

/** "Applying all of it saves €19 to €25 in 90 days."; of what stops messages only, empty where no price is known. */
export function sumSavings(health: ListHealth): Phrase {
  const saving = savingsOf(health);
  return saving.length === 0 ? [] : say`Applying all of it saves ${saving} in 90 days.`;
}

/** The same beside the request to review it. */
export function sayListWorth(health: ListHealth): Phrase {
  const saving = savingsOf(health);
  return saving.length === 0
    ? NO_PRICE
    : say`Worth ${saving} in 90 days, if they were written to as in the last 90.`;
}

export const NO_PRICE = say`Worth not known: no price of a message is known.`;

function savingsOf({ waiting }: ListHealth): Phrase {
  const stopping = waiting.filter(({ action }) => ACTIONS[action].takesOut);
  const byCurrency = new Map<string, Saving>();
  for (const saving of stopping.flatMap(({ savings }) => savings)) {
    const sum = byCurrency.get(saving.currency);
    byCurrency.set(saving.currency, {
      currency: saving.currency,
      minMicro: (sum?.minMicro ?? 0) + saving.minMicro,
      maxMicro: (sum?.maxMicro ?? 0) + saving.maxMicro,
    });
  }
  const sums = [...byCurrency.values()].filter(({ maxMicro }) => maxMicro > 0);
  return joinPhrases(sums.map((one): Phrase => [savingFigure(one)]));
}

/** One amount where both ends are the same. */
export function savingFigure({ currency, minMicro, maxMicro }: Saving): Figure {
  if (minMicro === maxMicro) return money(currency, maxMicro);
  return range(money(currency, minMicro), money(currency, maxMicro));
}
