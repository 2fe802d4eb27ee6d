import type { Packing } from '../message-parts.ts';

/** What stands behind the figures of a performance report: of the same messages, read besides the counts. */
export type PerformanceDetails = {
  /** of the variants that have one */
  readonly texts: readonly SentText[];
};

export type SentText = {
  readonly campaignId: string;
  readonly variantId: string;
  readonly text: string;
  /** of the first message of the campaign; null = it has none */
  readonly provider: string | null;
  readonly packing: Packing;
};
