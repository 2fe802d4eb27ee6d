import type { BillOn } from '../bill-on.ts';
import type { Money } from '../counts.ts';
import type { Packing } from '../message-parts.ts';
import type { Breach, HonourTimes } from '../opt-out-honour.ts';

/** What stands behind the figures of a performance report: of the same messages, read besides the counts. */
export type PerformanceDetails = {
  /** of the variants that have one */
  readonly texts: readonly SentText[];
  /** where the provider counted or billed otherwise than the sending platform, by currency */
  readonly bills: readonly BilledDifference[];
  /** what was set for providers of the window, and what it leaves out of the cost */
  readonly billing: readonly BillingApplied[];
  /** hits of the campaigns that have any */
  readonly clicks: readonly ClickSums[];
  /** most human clicks first; a platform with a link for each recipient has more than are listed */
  readonly links: readonly LinkClicks[];
  readonly optOuts: OptOutHonour;
};

export type SentText = {
  readonly campaignId: string;
  readonly variantId: string;
  readonly text: string;
  /** of the first message of the campaign; null = it has none */
  readonly provider: string | null;
  readonly packing: Packing;
};

export type BilledDifference = {
  /** '' = the sending platform gave none */
  readonly currency: string;
  /** with another number of parts */
  readonly messages: number;
  /** of those messages, by the sending platform and by the provider */
  readonly ownParts: number;
  readonly parts: number;
  /** more cost of theirs than recorded: as told by the provider; at the recorded price for a part where it told none */
  readonly toldMicro: number;
  readonly guessedMicro: number;
  /** with the same parts and another price, and more cost of theirs than recorded */
  readonly pricedMessages: number;
  readonly priceMicro: number;
};

export type BillingApplied = {
  readonly provider: string;
  readonly billOn: BillOn;
  /** messages with a recorded cost that are not billed */
  readonly messages: number;
  readonly leftOut: readonly Pick<Money, 'currency' | 'costMicro'>[];
};

/** Hits on links inside the outcome window. */
export type ClickSums = {
  readonly campaignId: string;
  readonly hits: number;
  /** of which the source tells neither agent nor address nor network */
  readonly blind: number;
  /** within ten seconds of delivery, or before */
  readonly early: number;
  /** of which count as human */
  readonly earlyHuman: number;
  /** numbers of CLICK_VERDICTS, and of the click rule that decided; 0 = none objected */
  readonly byRule: readonly { readonly verdict: number; readonly rule: number; readonly hits: number }[];
  /** versions of the click rules that judged them */
  readonly rules: { readonly oldest: number; readonly newest: number };
};

export type LinkClicks = {
  readonly campaignId: string;
  /** '' = the source does not say which link */
  readonly linkId: string;
  readonly url: string | null;
  readonly hits: number;
  readonly human: number;
  readonly suspected: number;
  /** bots and previews */
  readonly bot: number;
};

export type OptOutHonour = {
  /** messages of the window that were sent after an opt-out */
  readonly breaches: readonly Breach[];
  /** true = there are more than were looked at */
  readonly isCut: boolean;
  /** of people who asked in the window; null = the report is of a part of the sending only */
  readonly times: HonourTimes | null;
};
