import type { Db } from '../connect.ts';

const FEEDS = {
  messages: { table: 'messages', time: 'sent_at', came: 'sent_at' },
  receipts: { table: 'receipts', time: 'occurred_at', came: 'received_at' },
  clicks: { table: 'clicks', time: 'clicked_at', came: 'received_at' },
  conversions: { table: 'conversions', time: 'converted_at', came: 'received_at' },
} as const;

export type HeardFeed = keyof typeof FEEDS;

/** As in load-data-state.ts: the latest of the last rows, so that one event dated in the future does not stand for ever. */
const LAST_ROWS = 500;

/** Time of the newest event of a feed among those that had come in by then; null = none. `asOfTime` null = now. */
export async function newestEvent(
  db: Db,
  feed: HeardFeed,
  asOfTime: string | null,
): Promise<Temporal.Instant | null> {
  const { table, time, came } = FEEDS[feed];
  const last = db(table)
    .select(time)
    .modify((query) => {
      if (asOfTime !== null) void query.where(came, '<=', asOfTime);
    })
    .orderBy('id', 'desc')
    .limit(LAST_ROWS)
    .as('last_rows');
  const row: unknown = await db.from(last).max({ newest: time }).first();
  const newest = typeof row === 'object' && row !== null && 'newest' in row ? row.newest : null;
  return newest instanceof Date ? Temporal.Instant.fromEpochMilliseconds(newest.getTime()) : null;
}
