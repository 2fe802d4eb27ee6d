import type { Counts } from '../core/counts.ts';
import { judgeFreshness } from '../core/reports/source-freshness.ts';
import { toColumnText } from '../store/column-values.ts';
import type { Db } from '../store/connect.ts';
import { loadCohorts } from '../store/counts/load-cohorts.ts';
import { newestEvent } from '../store/experiments/newest-events.ts';

export type StoppedFeed = {
  readonly feed: 'receipts' | 'clicks' | 'conversions';
  /** its last event */
  readonly since: Temporal.Instant;
};

const FEEDS = ['receipts', 'clicks', 'conversions'] as const;
/** What is usual is read from the weeks before the last event. */
const DAYS_BEFORE = 56;
/** Messages later than this prove nothing more. */
const DAYS_AFTER = 30;
/** So long a message may go unanswered by the rule. */
const HOURS_TO_ANSWER = 24;

/**
 * Feeds that were alive and then stopped while messages went on, by the rule of the reports (source-freshness.ts). A
 * conversion of any kind is a sign of life. `isPast`: as it looked then, to somebody without what came in later.
 */
export async function stoppedFeeds(
  db: Db,
  asOf: Temporal.Instant,
  isPast: boolean,
): Promise<readonly StoppedFeed[]> {
  const asOfTime = isPast ? toColumnText(asOf) : null;
  const lastSent = await newestEvent(db, 'messages', asOfTime);
  const stopped: StoppedFeed[] = [];
  for (const feed of FEEDS) {
    const since = await newestEvent(db, feed, asOfTime);
    // nothing was sent on a later day that could have brought an event
    if (since === null || lastSent === null || Temporal.Instant.compare(lastSent, since) <= 0) continue;
    if (since.until(asOf).total('hours') < HOURS_TO_ANSWER) continue;
    if (await hasStopped(db, feed, since, asOf, isPast)) stopped.push({ feed, since });
  }
  return stopped;
}

async function hasStopped(
  db: Db,
  feed: StoppedFeed['feed'],
  since: Temporal.Instant,
  asOf: Temporal.Instant,
  isPast: boolean,
): Promise<boolean> {
  const last = since.add({ hours: 24 * DAYS_AFTER });
  const to = Temporal.Instant.compare(asOf, last) < 0 ? asOf : last;
  if (Temporal.Instant.compare(since, to) >= 0) return false;
  const before = { from: since.subtract({ hours: 24 * DAYS_BEFORE }), to: since, timezone: 'UTC' };
  const after = { from: since, to, timezone: 'UTC' };
  const history = await loadCohorts(db, { window: before, by: 'total' });
  const days = await loadCohorts(db, { window: after, by: 'day' });
  const seen = isPast ? days.map((row) => withoutEvents(feed, row)) : days;
  const heard = { messages: null, receipts: null, clicks: null, conversions: null, 'opt-outs': null };
  const { stopped } = judgeFreshness({
    newest: { ...heard, [feed]: since },
    history: history.map(({ cohort }) => cohort),
    days: seen,
    window: after,
    asOf,
    staleAfterSeconds: Number.POSITIVE_INFINITY,
    usualSilenceSeconds: Number.POSITIVE_INFINITY,
  });
  return stopped.length > 0;
}

type Day = { readonly day: string; readonly cohort: { readonly counts: Counts } };

/** What came in after the moment looked back to is in the counts, and was not known then. */
function withoutEvents<Row extends Day>(feed: StoppedFeed['feed'], row: Row): Row {
  const none = { receipts: NO_RECEIPTS, clicks: { hits: 0 }, conversions: { conversions: 0 } }[feed];
  return { ...row, cohort: { ...row.cohort, counts: { ...row.cohort.counts, ...none } } };
}

const NO_RECEIPTS = { delivered: 0, undelivered: 0, expired: 0, rejected: 0, failed: 0 } as const;
