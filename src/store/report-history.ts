import { fromNullableColumn } from './column-values.ts';
import type { Db } from './connect.ts';

/** Dispatches of a run by their state. */
export type DispatchCounts = Readonly<Record<string, number>>;

/** Runs without a dispatch are not in it. */
export async function countDispatchesOf(
  db: Db,
  runIds: readonly number[],
): Promise<ReadonlyMap<number, DispatchCounts>> {
  const rows: readonly Counted[] = await db('report_dispatches')
    .whereIn('run_id', [...runIds])
    .groupBy('run_id', 'state')
    .select('run_id', 'state', db.raw('COUNT(*) AS n'));
  const byRun = Map.groupBy(rows, (row) => Number(row.run_id));
  return new Map(
    [...byRun].map(([run, all]) => [run, Object.fromEntries(all.map(({ state, n }) => [state, Number(n)]))]),
  );
}

type Counted = { readonly run_id: unknown; readonly state: string; readonly n: unknown };

export type Delivery = {
  readonly id: number;
  readonly recipient: string;
  readonly state: string;
  readonly attempts: number;
  /** attempts whose outcome nobody knows */
  readonly ambiguousAttempts: number;
  readonly nextAttemptAt: Temporal.Instant | null;
  readonly sentAt: Temporal.Instant | null;
  readonly queuedAt: Temporal.Instant | null;
  readonly reason: string | null;
  readonly smtpCode: number | null;
  readonly smtpText: string | null;
  readonly mailBytes: number;
};

/** In the order in which they were queued; without the mails, which are large. */
export async function listDeliveries(
  db: Db,
  runId: number,
  page: { readonly limit: number; readonly offset: number },
): Promise<readonly Delivery[]> {
  const rows: readonly DeliveryRow[] = await db('report_dispatches')
    .where('run_id', runId)
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .select(DELIVERY_COLUMNS);
  return rows.map((row) => ({
    id: Number(row.id),
    recipient: row.recipient,
    state: row.state,
    attempts: Number(row.attempt),
    ambiguousAttempts: Number(row.ambiguous_attempts),
    nextAttemptAt: fromNullableColumn(row.next_attempt_at),
    sentAt: fromNullableColumn(row.sent_at),
    queuedAt: fromNullableColumn(row.queued_at),
    reason: row.reason,
    smtpCode: row.smtp_code,
    smtpText: row.smtp_text,
    mailBytes: Number(row.mail_bytes),
  }));
}

const DELIVERY_COLUMNS = [
  'id',
  'recipient',
  'state',
  'attempt',
  'ambiguous_attempts',
  'next_attempt_at',
  'sent_at',
  'queued_at',
  'reason',
  'smtp_code',
  'smtp_text',
  'mail_bytes',
];

type DeliveryRow = {
  readonly id: unknown;
  readonly recipient: string;
  readonly state: string;
  readonly attempt: unknown;
  readonly ambiguous_attempts: unknown;
  readonly next_attempt_at: Date | null;
  readonly sent_at: Date | null;
  readonly queued_at: Date | null;
  readonly reason: string | null;
  readonly smtp_code: number | null;
  readonly smtp_text: string | null;
  readonly mail_bytes: unknown;
};

export type Attempt = {
  readonly dispatchId: number;
  readonly attempt: number;
  readonly startedAt: Temporal.Instant | null;
  /** null = not a byte of the mail was sent */
  readonly bodyStartedAt: Temporal.Instant | null;
  readonly finishedAt: Temporal.Instant | null;
  /** null = under way */
  readonly outcome: string | null;
  readonly smtpCode: number | null;
  readonly smtpText: string | null;
};

/** Every try of these dispatches, the first one first. */
export async function listAttempts(db: Db, dispatchIds: readonly number[]): Promise<readonly Attempt[]> {
  const rows: readonly AttemptRow[] = await db('dispatch_attempts')
    .whereIn('dispatch_id', [...dispatchIds])
    .orderBy(['dispatch_id', 'attempt'])
    .select();
  return rows.map((row) => ({
    dispatchId: Number(row.dispatch_id),
    attempt: Number(row.attempt),
    startedAt: fromNullableColumn(row.started_at),
    bodyStartedAt: fromNullableColumn(row.data_started_at),
    finishedAt: fromNullableColumn(row.finished_at),
    outcome: row.outcome,
    smtpCode: row.smtp_code,
    smtpText: row.smtp_text,
  }));
}

type AttemptRow = {
  readonly dispatch_id: unknown;
  readonly attempt: unknown;
  readonly started_at: Date | null;
  readonly data_started_at: Date | null;
  readonly finished_at: Date | null;
  readonly outcome: string | null;
  readonly smtp_code: number | null;
  readonly smtp_text: string | null;
};
