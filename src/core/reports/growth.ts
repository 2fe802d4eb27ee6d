import type { Counts } from '../counts.ts';
import type { Lags } from '../metrics/lag-curve.ts';
import type { Window } from '../time/window.ts';

/** Messages that were sent about so long ago, of the window and the filter of the report. */
export type AgedCounts = { readonly ageSeconds: number; readonly counts: Counts };

/** How the outcomes of an earlier window came, of all that was sent in it. */
export type WindowGrowth = {
  readonly window: Window;
  readonly counts: Counts;
  /** sending to delivery, delivered messages */
  readonly receipts: Lags;
  /** delivery to the first human click */
  readonly clicks: Lags;
  /** the click, or the sending where the order names the message, to the conversion; campaigns that ended in it */
  readonly conversions: Lags;
  /** sending to the opt-out; a sample where there are many */
  readonly optOuts: Lags;
};

export const GROWING_FEEDS = ['receipts', 'clicks', 'conversions', 'opt-outs'] as const;
export type GrowingFeed = (typeof GROWING_FEEDS)[number];

/** What an unfinished window may be completed from. */
export type Growth = {
  readonly ages: readonly AgedCounts[];
  readonly windows: readonly WindowGrowth[];
  /** when the last event of each feed can still count */
  readonly closesAt: Readonly<Record<GrowingFeed, Temporal.Instant>>;
};
