import type { Money } from '../counts.ts';
import { type Autopsy, autopsyMessage } from '../message-autopsy.ts';
import type { SentText } from './performance-details.ts';
import type { PerformanceInput, VariantCohort } from './performance-input.ts';

/** What the writing of one text cost in the window. */
export type TextCost = {
  readonly sent: SentText;
  readonly variant: VariantCohort;
  /** false = the campaign's only one */
  readonly hasSiblings: boolean;
  readonly autopsy: Autopsy;
  /** parts that the cheaper writing would have saved: as billed, never more than the text says */
  readonly extraParts: number;
  /** their share of the real cost, one entry per currency that has any */
  readonly extra: readonly Pick<Money, 'currency' | 'costMicro'>[];
};

/** The texts with something to say, dearest first. */
export function costTexts({
  details,
  variants,
}: Pick<PerformanceInput, 'details' | 'variants'>): readonly TextCost[] {
  return details.texts
    .flatMap((sent): readonly TextCost[] => {
      const variant = variants.find(
        ({ campaignId, id }) => campaignId === sent.campaignId && id === sent.variantId,
      );
      if (variant === undefined || variant.cohort.counts.attempted === 0) return [];
      const hasSiblings = variants.some(
        ({ campaignId, id }) => campaignId === sent.campaignId && id !== sent.variantId,
      );
      return [costText(sent, variant, hasSiblings)];
    })
    .filter(
      ({ autopsy, extraParts, sent }) => extraParts > 0 || isAvoidable(autopsy) || isRefused(autopsy, sent),
    )
    .toSorted((a, b) => b.extraParts - a.extraParts || compareText(nameOf(a), nameOf(b)));
}

function costText(sent: SentText, variant: VariantCohort, hasSiblings: boolean): TextCost {
  const autopsy = autopsyMessage(sent.text, sent.packing);
  const { attempted, parts } = variant.cohort.counts;
  const fewer = autopsy.cheaper?.parts ?? (autopsy.drop === null ? null : autopsy.known.parts - 1);
  const extraParts =
    fewer === null
      ? 0
      : Math.min(Math.max(0, parts - fewer * attempted), (autopsy.known.parts - fewer) * attempted);
  const extra = variant.cohort.money
    .filter(({ costMicro }) => costMicro > 0)
    .map(({ currency, costMicro }) => ({
      currency,
      // a message of a text costs so much a part, whatever the currency: the parts' share is the cost's share
      costMicro: Math.round((costMicro * extraParts) / Math.max(1, parts)),
    }))
    .filter(({ costMicro }) => costMicro > 0);
  return { sent, variant, hasSiblings, autopsy, extraParts, extra };
}

/** UCS-2 by characters alone that can be written otherwise, and only the placeholders hide what that costs. */
export function isAvoidable({ parts, wide }: Autopsy): boolean {
  return parts === null && wide.length > 0 && wide.every(({ instead }) => instead !== null);
}

/** Outside the BMP, at a provider whose documentation says it does not take that (facts: SMS REST API 1.6 and 2.4). */
export function isRefused({ beyondBmp }: Autopsy, { provider }: SentText): boolean {
  return beyondBmp.length > 0 && provider?.startsWith('link_mobility') === true;
}

function nameOf({ variant }: TextCost): string {
  return `${variant.campaign} ${variant.label}`;
}

/** By code point: the same order on every machine, whatever its locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
