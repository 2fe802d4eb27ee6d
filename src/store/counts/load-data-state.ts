import { Failure } from '../../core/failure.ts';
import type { Db } from '../connect.ts';
import type { CohortFilter } from './load-cohorts.ts';

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

export async function loadDataState(_db: Db): Promise<DataState> {
  throw new Failure('internal', 'the data state is not loaded yet');
}

/** Share of the window's messages whose receipt is final, 0..1; null = no messages. `lastSentAt` of them. */
export type Maturity = { readonly share: number | null; readonly lastSentAt: Temporal.Instant | null };

export async function loadMaturity(_db: Db, _filter: CohortFilter): Promise<Maturity> {
  throw new Failure('internal', 'the maturity is not loaded yet');
}
