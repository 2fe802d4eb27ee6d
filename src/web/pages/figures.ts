import { type Figure, money, range } from '../../core/reports/figure.ts';
import { createFormatter, type Formatter } from '../../render/format.ts';
import type { SeenRun } from '../../store/cleaning/cleaning-runs.ts';
import type { ReasonCount } from '../../store/cleaning/count-recommendations.ts';
import type { SavingRange } from '../../store/cleaning/recommendations.ts';

/** Of people who sign in; who comes from a mail has a formatter of their own, see mail-words.ts. */
export const ENGLISH = createFormatter('en-GB', 'UTC');

export function countText(value: number, format: Formatter = ENGLISH): string {
  return format.figure({ kind: 'count', value });
}

/** `1 contact`, `2,140 contacts` */
export function counted(value: number, one: string, many = `${one}s`, format: Formatter = ENGLISH): string {
  return format.say(`{0} ${one}|{0} ${many}`, [countText(value, format)], value);
}

export function shareText(value: number): string {
  return ENGLISH.figure({ kind: 'rate', value });
}

/** A rule's confidence is a judgement, so it has no decimals. */
export function surenessText(value: number): string {
  return `${Math.round(value * 100)}\u00a0%`;
}

export function moneyText(micro: number, currency: string): string {
  return ENGLISH.figure(money(currency, micro));
}

/** null = no price or no sending known. */
export function savingText(saving: SavingRange | null, format: Formatter = ENGLISH): string | null {
  return saving === null ? null : format.figure(savingOf(saving));
}

/** One figure per currency, none added to another; null = nothing known. */
export function savingsText(savings: readonly SavingRange[], format: Formatter = ENGLISH): string | null {
  return savings.length === 0 ? null : format.figure({ kind: 'list', figures: savings.map(savingOf) });
}

function savingOf({ minMicro, maxMicro, currency }: SavingRange): Figure {
  const most = money(currency, maxMicro);
  return minMicro === maxMicro ? most : range(money(currency, minMicro), most);
}

/** What could go wrong when all of it were applied; null = nothing speaks against it. */
export function riskText({ risk }: ReasonCount, format: Formatter = ENGLISH): string | null {
  const parts = [
    risk.lowConfidence === 0
      ? ''
      : format.say('{0} less sure than 80 %', [countText(risk.lowConfidence, format)]),
    ...risk.revenue
      .filter(({ micro }) => micro > 0)
      .map(({ micro, currency }) =>
        format.say('{0} of orders in the year before', [format.figure(money(currency, micro))]),
      ),
  ].filter(Boolean);
  return parts.length === 0 ? null : parts.join('; ');
}

/** Opted-out contacts who were sent to all the same; null = none. */
export function breachWords({ optedOutContacts, optedOutMessages }: SeenRun): string | null {
  if (optedOutMessages === 0) return null;
  const went = `${counted(optedOutMessages, 'message')} went to ${counted(optedOutContacts, 'contact')}`;
  return `${went} who had opted out, in the 90 days before. That is nothing to decide here: the sending platform has to stop it.`;
}

export function cleanText(text: string): string {
  return ENGLISH.text(text);
}
