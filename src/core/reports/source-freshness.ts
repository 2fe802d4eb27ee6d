import type { Withheld } from '../metrics/measure.ts';
import type { Feed } from '../metrics/metric.ts';
import type { Window } from '../time/window.ts';
import type { FeedState } from './performance-input.ts';

export type Freshness = {
  /** messages are not complete up to the end of the window: the figures describe a part of it */
  readonly staleSince: Temporal.Instant | null;
  /** feeds that ended inside or before the window while messages went on */
  readonly stopped: readonly { readonly feed: Feed; readonly since: Temporal.Instant }[];
  /** what to say instead of each number that would need a stopped or absent feed */
  readonly withheld: Withheld;
};

export const FEED_NAMES: Record<Feed, string> = {
  messages: 'Messages',
  receipts: 'Delivery receipts',
  clicks: 'Clicks',
  conversions: 'Conversions',
  'opt-outs': 'Opt-outs',
};

/**
 * Is the source read far enough for this window? A feed that stopped would make its rates look like a fall to 0,
 * so its figures are left out. A feed that never was is no fault: its figures are n/a.
 */
export function judgeFreshness(
  feeds: readonly FeedState[],
  window: Window,
  asOf: Temporal.Instant,
  staleAfterSeconds: number,
): Freshness {
  const neededTo = Temporal.Instant.compare(asOf, window.to) < 0 ? asOf : window.to;
  const tolerated = neededTo.subtract({ seconds: staleAfterSeconds });
  const isBehind = (at: Temporal.Instant): boolean => Temporal.Instant.compare(at, tolerated) < 0;
  const withheld = new Map<Feed, string>();
  const stopped: { feed: Feed; since: Temporal.Instant }[] = [];
  let staleSince: Temporal.Instant | null = null;

  const messagesTo = feeds.find(({ feed }) => feed === 'messages')?.completeTo ?? null;
  if (messagesTo !== null && isBehind(messagesTo)) staleSince = messagesTo;

  for (const { feed, completeTo } of feeds) {
    if (feed === 'messages') continue;
    const name = FEED_NAMES[feed].toLowerCase();
    if (completeTo === null) withheld.set(feed, `${name} are not recorded`);
    else if (isBehind(completeTo) && isOlder(completeTo, messagesTo, staleAfterSeconds)) {
      stopped.push({ feed, since: completeTo });
      withheld.set(feed, `${name} are missing`);
    }
  }
  return { staleSince, stopped, withheld };
}

/** The whole source being late is one fault, told once; a feed has stopped only when it lags behind the messages. */
function isOlder(at: Temporal.Instant, messagesTo: Temporal.Instant | null, seconds: number): boolean {
  return messagesTo === null || Temporal.Instant.compare(at, messagesTo.subtract({ seconds })) < 0;
}
