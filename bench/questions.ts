import type { Window } from '../src/core/time/window.ts';
import { BLASTS, blastDay, cutWeek, DAY_S, DAYS, DRIP_DAYS, DRIPS, dripDay, END_S } from './data/plan.ts';

/** `whole`: every breakdown a report of the campaign loads at once: total, campaign, variant, segment, day, hour. */
export type By = 'campaign' | 'variant' | 'segment' | 'whole';

export type Ask = { readonly at1M: number | null; readonly at10M: number | null; readonly from: string };

/** A question a report asks, put to each peer. */
export type Question = {
  readonly title: string;
  readonly by: By;
  readonly window: Window;
  /** our number; null = all campaigns */
  readonly campaign: number | null;
  /** true = the window lets no message out, so that the raw side needs no condition on time */
  readonly isAllTime: boolean;
  /** cohorts with quantiles of delivery and click age: a report prints them for its total alone */
  readonly durations: 'none' | 'total' | 'all';
  /** least factor by which ours is faster than the best raw form */
  readonly ask: Ask;
};

const START_S = END_S - DAYS * DAY_S;
const BLAST = 75;
const DRIP = 25;
const YEAR = window(START_S, END_S + 400 * DAY_S, 'UTC');
/** Windows that hold one campaign wholly: the week of a blast, the days of a drip. */
const BLAST_WEEK = days(blastDay(BLAST - 1) - 3, 7);
const DRIP_TIME = days(dripDay(DRIP - 1), DRIP_DAYS);
const WEEK = window(cutWeek().fromS, cutWeek().toS, 'Asia/Kolkata');

const ONE = { at1M: 20, at10M: 120, from: 'issue' };
const ALL = { at1M: 500, at10M: 2500, from: 'issue' };
const CUT = { at1M: 10, at10M: 50, from: 'issue' };
const CUT_ONE = { at1M: 2, at10M: 6, from: 'performance.md 10' };
const NONE = { at1M: null, at10M: null, from: '' };

export const QUESTIONS: readonly Question[] = [
  {
    title: 'one blast, whole report',
    by: 'whole',
    durations: 'total',
    window: BLAST_WEEK,
    campaign: BLAST,
    isAllTime: true,
    ask: ONE,
  },
  {
    title: 'one drip, whole report',
    by: 'whole',
    durations: 'total',
    window: DRIP_TIME,
    campaign: BLASTS + DRIP,
    isAllTime: true,
    ask: ONE,
  },
  {
    title: 'all campaigns',
    by: 'campaign',
    durations: 'none',
    window: YEAR,
    campaign: null,
    isAllTime: true,
    ask: ALL,
  },
  {
    title: 'all campaigns, durations too',
    by: 'campaign',
    durations: 'all',
    window: YEAR,
    campaign: null,
    isAllTime: true,
    ask: NONE,
  },
  {
    title: 'all campaigns by variant',
    by: 'variant',
    durations: 'none',
    window: YEAR,
    campaign: null,
    isAllTime: true,
    ask: NONE,
  },
  {
    title: 'all segments',
    by: 'segment',
    durations: 'none',
    window: YEAR,
    campaign: null,
    isAllTime: true,
    ask: ALL,
  },
  {
    title: '7 days at +05:30, campaigns',
    by: 'campaign',
    durations: 'none',
    window: WEEK,
    campaign: null,
    isAllTime: false,
    ask: CUT,
  },
  {
    title: '7 days at +05:30, segments',
    by: 'segment',
    durations: 'none',
    window: WEEK,
    campaign: null,
    isAllTime: false,
    ask: CUT,
  },
  {
    title: '7 days at +05:30, one drip',
    by: 'whole',
    durations: 'total',
    window: WEEK,
    campaign: dripInWeek(),
    isAllTime: false,
    ask: CUT_ONE,
  },
];

/** A drip that runs all week and long before and after it. */
function dripInWeek(): number {
  const day = (WEEK.from.epochMilliseconds / 1000 - START_S) / DAY_S;
  const index = Array.from({ length: DRIPS }, (_, drip) => drip).findLast((drip) => dripDay(drip) < day - 40);
  return BLASTS + 1 + (index ?? 0);
}

function days(first: number, count: number): Window {
  return window(START_S + first * DAY_S, START_S + (first + count) * DAY_S, 'UTC');
}

function window(fromS: number, toS: number, timezone: string): Window {
  const instant = (seconds: number): Temporal.Instant =>
    Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
  return { from: instant(fromS), to: instant(toS), timezone };
}
