import { autopsyMessage } from '../../message-autopsy.ts';
import { count, type Figure, money, type Phrase, rate, say } from '../figure.ts';
import type { BilledDifference } from '../performance-details.ts';
import type { PerformanceInput } from '../performance-input.ts';
import type { Reading } from '../reading.ts';
import { counted, joinPhrases } from '../words.ts';
import type { Finding } from './data-quality.ts';

/** Below this a difference is rounding (judgement). */
const LEAST_SHARE = 0.001;
const LEAST_PARTS = 10;

/** Where the bill differs: from what the sending platform counted, from what the texts need, from the recorded price. */
export function findBills({ input }: Reading): readonly Finding[] {
  const { bills } = input.details;
  const platform = findParts(bills, input);
  const needed = findNeeded(input);
  const isSame = platform !== null && needed !== null && platform.cases === needed.cases;
  return [platform, isSame ? null : needed, ...findPrices(bills)].filter((finding) => finding !== null);
}

function findParts(bills: readonly BilledDifference[], { total }: PerformanceInput): Finding | null {
  const more = bills.reduce((sum, { parts, ownParts }) => sum + parts - ownParts, 0);
  const own = total.counts.parts - more;
  if (!isNotable(more, own)) return null;
  const amounts = amountsOf(bills.filter(({ parts, ownParts }) => parts !== ownParts));
  return {
    id: more > 0 ? 'more_parts_billed' : 'fewer_parts_billed',
    line:
      more > 0
        ? say`The provider billed ${rate(more / own)} more parts than the sending platform counted: ${behind(more, own, amounts)}.`
        : say`The provider billed ${rate(-more / own)} fewer parts than the sending platform counted: ${behind(more, own, amounts)}.`,
    campaign: '',
    cases: Math.abs(more),
    of: own,
    ...amountOf(amounts),
  };
}

/** Only texts that are known in full say what they need. */
function findNeeded({ details, variants }: PerformanceInput): Finding | null {
  const sums = details.texts.flatMap(({ campaignId, variantId, text, packing }) => {
    const variant = variants.find((one) => one.campaignId === campaignId && one.id === variantId);
    const { parts } = autopsyMessage(text, packing);
    if (variant === undefined || parts === null) return [];
    const { attempted, parts: billed } = variant.cohort.counts;
    return [{ needed: parts * attempted, billed }];
  });
  const needed = sums.reduce((sum, one) => sum + one.needed, 0);
  const more = sums.reduce((sum, one) => sum + one.billed, 0) - needed;
  if (!isNotable(more, needed)) return null;
  return {
    id: more > 0 ? 'more_parts_than_texts' : 'fewer_parts_than_texts',
    line:
      more > 0
        ? say`The provider billed ${rate(more / needed)} more parts than the texts need: ${behind(more, needed, NO_AMOUNTS)}.`
        : say`The provider billed ${rate(-more / needed)} fewer parts than the texts need: ${behind(more, needed, NO_AMOUNTS)}.`,
    campaign: '',
    cases: Math.abs(more),
    of: needed,
  };
}

function findPrices(bills: readonly BilledDifference[]): readonly Finding[] {
  return bills
    .filter(({ priceMicro, currency }) => priceMicro !== 0 && currency !== '')
    .map(({ currency, priceMicro, pricedMessages }) => ({
      id: 'other_price_billed',
      line:
        priceMicro > 0
          ? say`The provider billed ${money(currency, priceMicro)} more than the sending platform recorded, for ${counted(pricedMessages, 'message')}; cost is as billed.`
          : say`The provider billed ${money(currency, -priceMicro)} less than the sending platform recorded, for ${counted(pricedMessages, 'message')}; cost is as billed.`,
      campaign: '',
      cases: pricedMessages,
      of: null,
      amount: money(currency, priceMicro),
    }));
}

function isNotable(more: number, own: number): boolean {
  return own > 0 && Math.abs(more) >= LEAST_PARTS && Math.abs(more) >= LEAST_SHARE * own;
}

/** "1,204 more than 57,333, €48.00"; the amount is a guess where the provider told no price */
function behind(more: number, own: number, { figures, isGuess }: Amounts): Phrase {
  const parts =
    more > 0 ? say`${count(more)} more than ${count(own)}` : say`${count(-more)} fewer than ${count(own)}`;
  const amounts = joinPhrases(figures.map((amount): Phrase => [amount]));
  if (amounts.length === 0) return parts;
  return isGuess ? say`${parts}, about ${amounts}` : say`${parts}, ${amounts}`;
}

type Amounts = { readonly figures: readonly Figure[]; readonly isGuess: boolean };

const NO_AMOUNTS: Amounts = { figures: [], isGuess: false };

function amountsOf(bills: readonly BilledDifference[]): Amounts {
  const known = bills
    .map((bill) => ({ ...bill, micro: bill.toldMicro + bill.guessedMicro }))
    .filter(({ micro, currency }) => micro !== 0 && currency !== '');
  return {
    figures: known.map(({ currency, micro }) => money(currency, Math.abs(micro))),
    isGuess: known.some(({ guessedMicro }) => guessedMicro !== 0),
  };
}

function amountOf({ figures }: Amounts): { readonly amount?: Figure } {
  const [only] = figures;
  if (only === undefined) return {};
  return { amount: figures.length === 1 ? only : { kind: 'list', figures } };
}
