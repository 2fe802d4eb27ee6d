import { createFormatter } from '../../render/format.ts';
import type { SeenRun } from '../../store/cleaning/cleaning-runs.ts';
import type { ReasonCount } from '../../store/cleaning/count-recommendations.ts';
import type { SavingRange } from '../../store/cleaning/recommendations.ts';

const FORMATTER = createFormatter('en-GB', 'UTC');

export function countText(value: number): string {
  return FORMATTER.figure({ kind: 'count', value });
}

/** `1 contact`, `2,140 contacts` */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${countText(value)} ${value === 1 ? one : many}`;
}

export function shareText(value: number): string {
  return FORMATTER.figure({ kind: 'rate', value });
}

/** A rule's confidence is a judgement, so it has no decimals. */
export function surenessText(value: number): string {
  return `${Math.round(value * 100)}\u00a0%`;
}

export function moneyText(micro: number, currency: string): string {
  return FORMATTER.figure({ kind: 'money', micro, currency });
}

/** null = no price or no sending known. */
export function savingText(saving: SavingRange | null): string | null {
  if (saving === null) return null;
  const { minMicro, maxMicro, currency } = saving;
  if (minMicro === maxMicro) return moneyText(maxMicro, currency);
  return `${moneyText(minMicro, currency)} to ${moneyText(maxMicro, currency)}`;
}

/** One text per currency, none added to another; null = nothing known. */
export function savingsText(savings: readonly SavingRange[]): string | null {
  return savings.length === 0 ? null : savings.map((one) => savingText(one)).join(' and ');
}

/** What could go wrong when all of it were applied; null = nothing speaks against it. */
export function riskText({ risk }: ReasonCount): string | null {
  const parts = [
    risk.lowConfidence === 0 ? '' : `${countText(risk.lowConfidence)} less sure than 80 %`,
    ...risk.revenue
      .filter(({ micro }) => micro > 0)
      .map(({ micro, currency }) => `${moneyText(micro, currency)} of orders in the year before`),
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
  return FORMATTER.text(text);
}
