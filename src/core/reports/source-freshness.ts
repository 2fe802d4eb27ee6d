import type { Counts } from '../counts.ts';
import { type MetricId, metricById } from '../metrics/catalogue.ts';
import { measure, type Withheld } from '../metrics/measure.ts';
import type { Feed } from '../metrics/metric.ts';
import type { PerformanceInput } from './performance-input.ts';

export type Freshness = {
  /** last sign of life of a source that fell silent inside the window: the figures describe a part of it */
  readonly staleSince: Temporal.Instant | null;
  /** feeds that ended while messages went on */
  readonly stopped: readonly { readonly feed: Feed; readonly since: Temporal.Instant }[];
  /** what to say instead of each number that would need a stopped or absent feed */
  readonly withheld: Withheld;
};

/** What to say instead of a number that needs the feed. */
const WITHHELD = {
  receipts: { never: 'no delivery receipts recorded yet', stopped: 'delivery receipts are missing' },
  clicks: { never: 'no clicks recorded yet', stopped: 'clicks are missing' },
  conversions: { never: 'no conversions recorded yet', stopped: 'conversions are missing' },
  'opt-outs': { never: 'no opt-outs recorded yet', stopped: 'opt-outs are missing' },
} as const;

/** The rate that says how many events of a feed a message brings. */
const EXPECTED_BY = {
  receipts: 'delivery-rate',
  clicks: 'click-through',
  conversions: 'conversion-rate',
  'opt-outs': 'opt-out-rate',
} as const satisfies Partial<Record<Feed, MetricId>>;

const FEEDS = ['receipts', 'clicks', 'conversions', 'opt-outs'] as const;

/** Expected events, none of them seen: by chance once in 22,000 windows (e^-10, Poisson). */
const LEAST_EXPECTED = 10;
/** A message younger than this may simply not have been answered yet. */
const TIME_TO_ANSWER = { hours: 24 } as const;

/**
 * Is the source read far enough for this window? A feed that stopped would make its rates look like a fall to 0,
 * so its figures are left out. Silence alone proves nothing: a weekly sender is silent for days, and a small one
 * has days without an order. So the whole source is late only when it is silent for longer than it ever was, and
 * one feed has stopped only when the messages sent since should have brought at least ten of its events.
 */
export function judgeFreshness(input: Heard & Pick<PerformanceInput, 'history'>): Freshness {
  const withheld = new Map<Feed, string>();
  const stopped: { feed: Feed; since: Temporal.Instant }[] = [];
  for (const feed of FEEDS) {
    const since = input.newest[feed];
    if (since === null) withheld.set(feed, WITHHELD[feed].never);
    else if (expectedAfter(since, feed, input) >= LEAST_EXPECTED) {
      stopped.push({ feed, since });
      withheld.set(feed, WITHHELD[feed].stopped);
    }
  }
  return { staleSince: staleSince(input), stopped, withheld };
}

type Heard = Pick<
  PerformanceInput,
  'newest' | 'days' | 'window' | 'asOf' | 'staleAfterSeconds' | 'usualSilenceSeconds' | 'sourceReachesTo'
>;

/**
 * Last sign of life of a source that is silent for longer than it ever was, or how far a replica reaches that is too far
 * behind; null while it is as usual.
 */
export function staleSince(input: Heard): Temporal.Instant | null {
  const signs = Object.values(input.newest).filter((at) => at !== null);
  const last = [...signs, ...lastCountedDay(input)].toSorted((a, b) => Temporal.Instant.compare(a, b)).at(-1);
  const neededTo = Temporal.Instant.compare(input.asOf, input.window.to) < 0 ? input.asOf : input.window.to;
  const reach = input.sourceReachesTo ?? null;
  if (reach !== null && reach !== 'unknown')
    if (reach.until(neededTo).total('seconds') > input.staleAfterSeconds) return reach;
  if (last === undefined) return null;
  const silence = last.until(neededTo).total('seconds');
  if (reach === 'unknown' && silence > 0) return last;
  return silence > Math.max(input.staleAfterSeconds, input.usualSilenceSeconds) ? last : null;
}

/** The newest rows may be old messages that came in late; what is counted of a later day is a sign of life too. */
function lastCountedDay({ days, window }: Heard): readonly Temporal.Instant[] {
  const last = days
    .filter(({ cohort }) => cohort.counts.attempted > 0)
    .map(({ day }) => day)
    .toSorted()
    .at(-1);
  return last === undefined
    ? []
    : [Temporal.PlainDate.from(last).toZonedDateTime(window.timezone).toInstant()];
}

/** Events of a feed that the messages of the days after its last one should have brought by now. */
function expectedAfter(
  since: Temporal.Instant,
  feed: (typeof FEEDS)[number],
  input: Heard & Pick<PerformanceInput, 'history'>,
): number {
  const { timezone } = input.window;
  const lastDay = since.toZonedDateTimeISO(timezone).toPlainDate().toString();
  const answered = input.asOf.subtract(TIME_TO_ANSWER).toZonedDateTimeISO(timezone).toPlainDate().toString();
  const metric = metricById(EXPECTED_BY[feed]);
  const past = input.history.map((cohort) => measure(metric, cohort));
  const cases = past.reduce((sum, { numerator }) => sum + (numerator ?? 0), 0);
  const people = past.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0);
  const later = input.days.filter(({ day }) => day > lastDay);
  if (people === 0 || later.some(({ cohort }) => seenOf(feed, cohort.counts) > 0)) return 0;
  return later
    .filter(({ day }) => day < answered)
    .reduce((sum, { cohort }) => sum + (cases / people) * baseOf(feed, cohort.counts), 0);
}

/** What came of the feed: events of messages sent after its "newest" one show that rows came in out of order. */
function seenOf(feed: (typeof FEEDS)[number], counts: Counts): number {
  switch (feed) {
    case 'receipts':
      return counts.delivered + counts.undelivered + counts.expired + counts.rejected + counts.failed;
    case 'clicks':
      return counts.hits;
    case 'conversions':
      return counts.conversions;
    case 'opt-outs':
      return counts.optedOutContacts;
  }
}

/** Without receipts nothing is delivered, so what was sent is the base there. */
function baseOf(feed: (typeof FEEDS)[number], counts: Counts): number {
  if (feed === 'receipts') return counts.attempted - counts.canceled;
  return feed === 'clicks' ? counts.linkedContacts : counts.deliveredContacts;
}
