import type { Counts } from '../counts.ts';
import { type MetricId, metricById } from '../metrics/catalogue.ts';
import { type AgeGroup, type ExpectedFinal, expectFinal, type Silence } from '../metrics/expected-final.ts';
import { chainLags, countLags, curveOf, joinLags, type LagCurve, type Lags } from '../metrics/lag-curve.ts';
import type { Proportion } from '../stats/newcombe-interval.ts';
import { GROWING_FEEDS, type GrowingFeed, type Growth, type WindowGrowth } from './growth.ts';
import type { PerformanceInput } from './performance-input.ts';
import type { Freshness } from './source-freshness.ts';

export type FeedMaturity = {
  readonly feed: GrowingFeed;
  /** null = the sender's own past does not say; see `silence` */
  readonly expected: ExpectedFinal | null;
  readonly silence: Silence | 'not-known' | null;
  readonly until: Temporal.Instant;
};

/** Outcomes of an earlier window below which its curve is mostly chance (judgement). */
const LEAST_OF_CURVE = 30;
/** Hours after the end of a window at which its last outcome has counted. */
const COMPLETE_HOURS = 144;
/** Expected events, none of them seen: by chance once in 22,000 windows (e^-10, Poisson), as for a feed that stopped. */
const LEAST_EXPECTED = 10;

/** The rate that each feed completes. */
export const RATE_OF_FEED = {
  receipts: 'delivery-rate',
  clicks: 'click-through',
  conversions: 'conversion-rate',
  'opt-outs': 'opt-out-rate',
} as const satisfies Record<GrowingFeed, MetricId>;

/** What the four rates of an unfinished window are expected to become; empty = all is final, or nothing was looked up. */
export function judgeMaturity(
  input: Pick<PerformanceInput, 'growth' | 'asOf' | 'newest' | 'sourceReachesTo'>,
  { staleSince, withheld }: Freshness,
): readonly FeedMaturity[] {
  const { growth } = input;
  if (growth === undefined || growth === null) return [];
  const clicksOf = onceOfEach(({ receipts, clicks }: WindowGrowth) => chainLags(receipts, clicks));
  return GROWING_FEEDS.map((feed): FeedMaturity => {
    const until = growth.closesAt[feed];
    const isKnown =
      staleSince === null && metricById(RATE_OF_FEED[feed]).feeds.every((one) => !withheld.has(one));
    const said = isKnown ? expectFeed(feed, growth, input, clicksOf) : 'not-known';
    return typeof said === 'string'
      ? { feed, expected: null, silence: said, until }
      : { feed, expected: said, silence: null, until };
  });
}

function expectFeed(
  feed: GrowingFeed,
  { ages, windows }: Growth,
  input: Pick<PerformanceInput, 'asOf' | 'newest' | 'sourceReachesTo'>,
  clicksOf: LagsOfWindow,
): ExpectedFinal | Silence {
  const complete = windows.filter(
    ({ window }) => Temporal.Instant.compare(window.to.add({ hours: COMPLETE_HOURS }), input.asOf) <= 0,
  );
  const past = complete
    .map((window) => ({ window, lags: lagsOf(feed, window, clicksOf) }))
    .filter(({ lags }) => countLags(lags) >= LEAST_OF_CURVE);
  const pooled = curveOf(joinLags(past.map(({ lags }) => lags)));
  if (pooled === null) return 'short-history';
  const curves = past.map(({ lags }) => curveOf(lags)).filter((curve) => curve !== null);
  const groups = ages.map(({ ageSeconds, counts }) => ({ ageSeconds, ...groupOf(feed, counts) }));
  const late = lateSeconds(feed, groups, pooled, input);
  const usual = past.map(({ window }) => usualOf(feed, window.counts));
  return expectFinal(
    groups.map((group) => ({ ...group, ageSeconds: Math.max(0, group.ageSeconds - late) })),
    pooled,
    curves,
    usual,
  );
}

type LagsOfWindow = (window: WindowGrowth) => Lags;

/** Sending to outcome; `clicksOf`: to the click, which conversions wait for too. */
function lagsOf(feed: GrowingFeed, window: WindowGrowth, clicksOf: LagsOfWindow): Lags {
  switch (feed) {
    case 'receipts':
      return window.receipts;
    case 'clicks':
      return clicksOf(window);
    case 'conversions':
      return chainLags(clicksOf(window), window.conversions);
    case 'opt-outs':
      return window.optOuts;
  }
}

function onceOfEach(lagsOfOne: LagsOfWindow): LagsOfWindow {
  const known = new Map<WindowGrowth, Lags>();
  return (window) => {
    const lags = known.get(window) ?? lagsOfOne(window);
    known.set(window, lags);
    return lags;
  };
}

function groupOf(feed: GrowingFeed, counts: Counts): Omit<AgeGroup, 'ageSeconds'> {
  switch (feed) {
    case 'receipts':
      return { base: counts.attempted - counts.canceled, seen: counts.delivered, open: counts.inProcess };
    case 'clicks':
      return { base: counts.linkedContacts, seen: counts.clickingContacts };
    case 'conversions':
      return { base: counts.deliveredContacts, seen: counts.convertingContacts };
    case 'opt-outs':
      return { base: counts.deliveredContacts, seen: counts.optedOutContacts };
  }
}

function usualOf(feed: GrowingFeed, counts: Counts): Proportion {
  const { base, seen } = groupOf(feed, counts);
  return { successes: seen, n: base };
}

/**
 * How far the source is behind: as it says itself, or since the newest event of the feed where that is too long ago to
 * be chance (a file a day, a pull an hour). Else an outcome that is still on its way would pass for one that never comes.
 */
function lateSeconds(
  feed: GrowingFeed,
  groups: readonly AgeGroup[],
  curve: LagCurve,
  { asOf, newest, sourceReachesTo = null }: Pick<PerformanceInput, 'asOf' | 'newest' | 'sourceReachesTo'>,
): number {
  const secondsSince = (at: Temporal.Instant): number => Math.max(0, at.until(asOf).total('seconds'));
  const told = sourceReachesTo === null || sourceReachesTo === 'unknown' ? 0 : secondsSince(sourceReachesTo);
  const last = newest[feed];
  if (last === null) return told;
  const gap = secondsSince(last);
  const before = (age: number): number => curve(Math.max(0, age - gap));
  const exposed = groups.reduce((sum, { base, ageSeconds }) => sum + base * before(ageSeconds), 0);
  const seen = groups.reduce((sum, group) => sum + group.seen, 0);
  if (exposed <= 0) return told;
  const expected = groups.reduce(
    (sum, { base, ageSeconds }) => sum + (seen / exposed) * base * (curve(ageSeconds) - before(ageSeconds)),
    0,
  );
  return expected >= LEAST_EXPECTED ? Math.max(told, gap) : told;
}
