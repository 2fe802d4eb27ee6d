import type { BillOn } from '../bill-on.ts';
import type { Money } from '../counts.ts';
import type { Packing } from '../message-parts.ts';

/** What stands behind the figures of a performance report: of the same messages, read besides the counts. */
export type PerformanceDetails = {
  /** of the variants that have one */
  readonly texts: readonly SentText[];
  /** where the provider counted or billed otherwise than the sending platform, by currency */
  readonly bills: readonly BilledDifference[];
  /** what was set for providers of the window, and what it leaves out of the cost */
  readonly billing: readonly BillingApplied[];
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
