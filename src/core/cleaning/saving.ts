import type { BillOn } from '../bill-on.ts';

/** What was sent to a number in the last 90 days through one provider; millionths of the currency. */
export type Sending = {
  readonly provider: string;
  readonly currency: string;
  readonly submittedMicro: number;
  /** without those refused at once */
  readonly acceptedMicro: number;
  readonly deliveredMicro: number;
};

export type SavingRange = { readonly minMicro: number; readonly maxMicro: number; readonly currency: string };

/**
 * What the next 90 days would cost if they were like the last: sends x parts x price. Where it is not said what the
 * provider bills, the least is what it bills on delivery, the most what it bills on submission. The currency with the
 * greatest saving; null = no price is known.
 */
export function savingOf(
  sendings: readonly Sending[],
  billOn: Readonly<Record<string, BillOn>>,
): SavingRange | null {
  const ranges = [...Map.groupBy(sendings, ({ currency }) => currency)]
    .filter(([currency]) => currency !== '')
    .map(([currency, parts]) => ({
      currency,
      minMicro: parts.reduce((sum, part) => sum + billed(part, billOn[part.provider] ?? 'deliver'), 0),
      maxMicro: parts.reduce((sum, part) => sum + billed(part, billOn[part.provider] ?? 'submit'), 0),
    }));
  return ranges.toSorted((left, right) => right.maxMicro - left.maxMicro)[0] ?? null;
}

function billed(sending: Sending, on: BillOn): number {
  switch (on) {
    case 'submit':
      return sending.submittedMicro;
    case 'accept':
      return sending.acceptedMicro;
    case 'deliver':
      return sending.deliveredMicro;
  }
}
