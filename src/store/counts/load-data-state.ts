import type { Db } from '../connect.ts';
import type { SourceTable } from '../roll-up/sources.ts';
import { type RollUpState, readState } from '../roll-up/state.ts';
import { loadCampaigns } from './load-campaigns.ts';
import { type CohortFilter, loadCohorts } from './load-cohorts.ts';

/** How far the counts reach: what a report prints as "data as of", and what makes it wait. */
export type DataState = {
  /** clock of the last roll-up; null = never rolled up */
  readonly rolledUpAt: Temporal.Instant | null;
  /** messages and events that came in and are not counted yet (0 = counts are complete) */
  readonly pending: number;
  /** newest event time per source; null = this source was never there */
  readonly newest: {
    readonly messages: Temporal.Instant | null;
    readonly receipts: Temporal.Instant | null;
    readonly clicks: Temporal.Instant | null;
    readonly conversions: Temporal.Instant | null;
    readonly 'opt-outs': Temporal.Instant | null;
  };
};

export async function loadDataState(db: Db): Promise<DataState> {
  const state = await readState(db);
  return {
    rolledUpAt: state.clock === 0 ? null : Temporal.Instant.fromEpochMilliseconds(state.clock * 1000),
    pending: await countPending(db, state),
    newest: {
      messages: await newestOf(db, 'messages', 'sent_at'),
      receipts: await newestOf(db, 'receipts', 'occurred_at'),
      clicks: await newestOf(db, 'clicks', 'clicked_at'),
      conversions: await newestOf(db, 'conversions', 'converted_at'),
      'opt-outs': await newestOf(db, 'opt_outs', 'occurred_at'),
    },
  };
}

/** Share of the window's messages whose receipt is final, 0..1; null = no messages. `lastSentAt` of them. */
export type Maturity = { readonly share: number | null; readonly lastSentAt: Temporal.Instant | null };

export async function loadMaturity(db: Db, filter: CohortFilter): Promise<Maturity> {
  const [total] = await loadCohorts(db, { ...filter, by: 'total' });
  const { attempted, inProcess } = total?.cohort.counts ?? { attempted: 0, inProcess: 0 };
  if (attempted === 0) return { share: null, lastSentAt: null };
  const campaigns = await loadCampaigns(db, filter);
  const [lastSentAt] = campaigns
    .map((campaign) => campaign.lastSentAt)
    .sort((a, b) => Temporal.Instant.compare(b, a));
  return { share: (attempted - inProcess) / attempted, lastSentAt: lastSentAt ?? null };
}

/** Most rows counted for `pending`: past this the number only says "many". */
const PENDING_LIMIT = 1_000_000;

async function countPending(db: Db, { sources }: RollUpState): Promise<number> {
  let pending = 0;
  for (const [table, { watermark }] of sources) {
    const ids = db(table).select('id').where('id', '>', watermark).limit(PENDING_LIMIT).as('newer');
    pending += await countRows(db.from(ids));
  }
  for (const table of ['rollup_touched', 'rollup_touched_contacts']) {
    pending += await countRows(db(table));
  }
  return pending;
}

type Countable = { count(columns: { readonly n: string }): { first(): PromiseLike<unknown> } };

async function countRows(query: Countable): Promise<number> {
  const row: unknown = await query.count({ n: '*' }).first();
  return typeof row === 'object' && row !== null && 'n' in row ? Number(row.n) : 0;
}

/**
 * Event time among the last rows that came in. Not the latest of all times: that would need an index on each,
 * and one event dated in the future would stand for ever.
 */
const LAST_ROWS = 500;

async function newestOf(db: Db, table: SourceTable, column: string): Promise<Temporal.Instant | null> {
  const last = db(table).select(column).orderBy('id', 'desc').limit(LAST_ROWS).as('last_rows');
  const row: unknown = await db.from(last).max({ newest: column }).first();
  const newest = typeof row === 'object' && row !== null && 'newest' in row ? row.newest : null;
  return newest instanceof Date ? Temporal.Instant.fromEpochMilliseconds(newest.getTime()) : null;
}
