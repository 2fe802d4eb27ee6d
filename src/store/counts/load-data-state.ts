import type { Db } from '../connect.ts';
import type { SourceTable } from '../roll-up/sources.ts';
import { type RollUpState, readState } from '../roll-up/state.ts';
import { rowsOf } from '../select-rows.ts';
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
    newest: await readNewest(db),
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
  const newer = [...sources].map(
    ([table, { watermark }]) =>
      `SELECT COUNT(*) AS n FROM (SELECT id FROM ${table} WHERE id > ${watermark} LIMIT ${PENDING_LIMIT}) x`,
  );
  const touched = ['rollup_touched', 'rollup_touched_contacts'].map(
    (table) => `SELECT COUNT(*) AS n FROM ${table}`,
  );
  const rows = rowsOf(await db.raw([...newer, ...touched].join('\nUNION ALL\n')));
  return rows.reduce((sum, { n }) => sum + Number(n), 0);
}

/**
 * Event time among the last rows that came in. Not the latest of all times: that would need an index on each,
 * and one event dated in the future would stand for ever.
 */
const LAST_ROWS = 500;

const TIMES = {
  messages: ['messages', 'sent_at'],
  receipts: ['receipts', 'occurred_at'],
  clicks: ['clicks', 'clicked_at'],
  conversions: ['conversions', 'converted_at'],
  'opt-outs': ['opt_outs', 'occurred_at'],
} as const satisfies Record<keyof DataState['newest'], readonly [SourceTable, string]>;

const NEWEST = Object.entries(TIMES)
  .map(
    ([source, [table, column]]) =>
      `SELECT '${source}' AS source, MAX(x.at) AS newest FROM (SELECT ${column} AS at FROM ${table} ORDER BY id DESC LIMIT ${LAST_ROWS}) x`,
  )
  .join('\nUNION ALL\n');

/** Of all sources in one statement: a round trip costs more than a few hundred rows. */
async function readNewest(db: Db): Promise<DataState['newest']> {
  const rows = new Map(rowsOf(await db.raw(NEWEST)).map(({ source, newest }) => [source, newest]));
  const of = (source: keyof DataState['newest']): Temporal.Instant | null => {
    const newest = rows.get(source);
    return newest instanceof Date ? Temporal.Instant.fromEpochMilliseconds(newest.getTime()) : null;
  };
  return {
    messages: of('messages'),
    receipts: of('receipts'),
    clicks: of('clicks'),
    conversions: of('conversions'),
    'opt-outs': of('opt-outs'),
  };
}
