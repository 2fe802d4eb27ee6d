import { fromColumn, fromNullableColumn, jsonFromColumn, toColumn } from './column-values.ts';
import type { Db } from './connect.ts';
import { refuseTooLarge } from './packet-limit.ts';

type DispatchState = 'queued' | 'sending' | 'sent' | 'failed' | 'held';

export type NewDispatch = {
  readonly recipient: string;
  /** address in lower case: one dispatch per run and key */
  readonly recipientKey: string;
  readonly messageId: string;
  readonly dateHeader: string;
  /** JSON of the mail's header block and pieces */
  readonly envelope: unknown;
  /** hex */
  readonly mailSha256: string;
  readonly mailBytes: number;
  /** why no mail can be made for this recipient: the row is `failed` from the start */
  readonly refused?: string | null;
};

/** Rows of one INSERT: an envelope is a few kB. */
const CHUNK = 200;

/** `sha256` is hex. */
export type StoredPart = { readonly sha256: string; readonly bytes: Uint8Array };

/**
 * Writes the parts (each once) and the queued dispatches of a run, in the transaction that makes the run `rendered`.
 * A run that is rendered twice hits the unique key of (run, recipient) and its transaction rolls back.
 */
export async function saveDispatches(
  trx: Db,
  batch: {
    readonly runId: number;
    readonly now: Temporal.Instant;
    readonly deadlineAt: Temporal.Instant;
    readonly parts: readonly StoredPart[];
    readonly dispatches: readonly NewDispatch[];
  },
): Promise<void> {
  const now = toColumn(batch.now);
  const largest = Math.max(0, ...batch.parts.map(({ bytes }) => bytes.length));
  await refuseTooLarge(trx, largest, 'a part of the mail');
  // In the order of their hashes: two runs that share parts never wait for each other crosswise.
  for (const { sha256, bytes } of batch.parts.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))) {
    await trx.raw(
      `INSERT INTO dispatch_parts (sha256, bytes, created_at) VALUES (?, ?, ?)
       ON DUPLICATE KEY UPDATE created_at = VALUES(created_at)`,
      [Buffer.from(sha256, 'hex'), Buffer.from(bytes), now],
    );
  }
  const rows = batch.dispatches.map((dispatch) => ({
    run_id: batch.runId,
    recipient: dispatch.recipient,
    recipient_key: dispatch.recipientKey,
    message_id: dispatch.messageId,
    date_header: dispatch.dateHeader,
    envelope: JSON.stringify(dispatch.envelope),
    mail_sha256: Buffer.from(dispatch.mailSha256, 'hex'),
    mail_bytes: dispatch.mailBytes,
    state: (dispatch.refused ?? null) === null ? 'queued' : 'failed',
    reason: dispatch.refused ?? null,
    next_attempt_at: now,
    deadline_at: toColumn(batch.deadlineAt),
    queued_at: now,
  }));
  for (let start = 0; start < rows.length; start += CHUNK)
    await trx('report_dispatches').insert(rows.slice(start, start + CHUNK));
}

/**
 * By hash (hex); a missing one is missing in the map. `known` are bytes from an earlier call: they count only while the
 * row stands, because an erasure takes it away.
 */
export async function loadParts(
  db: Db,
  hashes: readonly string[],
  known: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<ReadonlyMap<string, Uint8Array>> {
  const parts = new Map<string, Uint8Array>();
  const asked = [...new Set(hashes)];
  const [remembered, others] = [
    asked.filter((hash) => known.has(hash)),
    asked.filter((hash) => !known.has(hash)),
  ];
  if (others.length > 0)
    for (const { sha256, bytes } of await partsAt(db, others, 'sha256', 'bytes'))
      parts.set(sha256.toString('hex'), bytes);
  if (remembered.length === 0) return parts;
  for (const { sha256 } of await partsAt(db, remembered, 'sha256')) {
    const hash = sha256.toString('hex');
    const bytes = known.get(hash);
    if (bytes !== undefined) parts.set(hash, bytes);
  }
  return parts;
}

type PartRow = { readonly sha256: Buffer; readonly bytes: Buffer };

function partsAt(
  db: Db,
  hashes: readonly string[],
  ...columns: readonly (keyof PartRow)[]
): Promise<readonly PartRow[]> {
  return db('dispatch_parts')
    .whereIn(
      'sha256',
      hashes.map((hash) => Buffer.from(hash, 'hex')),
    )
    .select(...columns);
}

/** Ids of dispatches to wake up, oldest first. */
export async function listDueDispatches(
  db: Db,
  now: Temporal.Instant,
  limit = 500,
): Promise<readonly number[]> {
  const rows: readonly { readonly id: number }[] = await db('report_dispatches')
    .where('state', 'queued')
    .where('next_attempt_at', '<=', toColumn(now))
    .orderBy([{ column: 'queued_at' }, { column: 'id' }])
    .limit(limit)
    .select('id');
  return rows.map((row) => Number(row.id));
}

/** What a person sees of a dispatch. */
export type DispatchRecord = {
  readonly id: number;
  readonly runId: number;
  readonly recipient: string;
  readonly messageId: string;
  readonly state: DispatchState;
  readonly attempt: number;
  readonly ambiguousAttempts: number;
  readonly nextAttemptAt: Temporal.Instant;
  readonly deadlineAt: Temporal.Instant;
  readonly reason: string | null;
  readonly smtpCode: number | null;
  readonly smtpText: string | null;
  readonly mailBytes: number;
  readonly queuedAt: Temporal.Instant;
  readonly sentAt: Temporal.Instant | null;
};

export async function loadDispatchesOf(db: Db, runId: number): Promise<readonly DispatchRecord[]> {
  const rows: readonly Row[] = await db('report_dispatches').where('run_id', runId).orderBy('id').select('*');
  return rows.map(recordOf);
}

export async function loadDispatch(
  db: Db,
  id: number,
): Promise<(DispatchRecord & { readonly envelope: unknown; readonly mailSha256: string }) | null> {
  const row: Row | undefined = await db('report_dispatches').where('id', id).first('*');
  if (row === undefined) return null;
  return {
    ...recordOf(row),
    envelope: jsonFromColumn(row.envelope),
    mailSha256: row.mail_sha256.toString('hex'),
  };
}

type Row = {
  readonly id: number;
  readonly run_id: number;
  readonly recipient: string;
  readonly message_id: string;
  readonly envelope: unknown;
  readonly mail_sha256: Buffer;
  readonly mail_bytes: number;
  readonly state: DispatchState;
  readonly attempt: number;
  readonly ambiguous_attempts: number;
  readonly next_attempt_at: Date;
  readonly deadline_at: Date;
  readonly reason: string | null;
  readonly smtp_code: number | null;
  readonly smtp_text: string | null;
  readonly queued_at: Date;
  readonly sent_at: Date | null;
};

function recordOf(row: Row): DispatchRecord {
  return {
    id: Number(row.id),
    runId: Number(row.run_id),
    recipient: row.recipient,
    messageId: row.message_id,
    state: row.state,
    attempt: row.attempt,
    ambiguousAttempts: row.ambiguous_attempts,
    nextAttemptAt: fromColumn(row.next_attempt_at),
    deadlineAt: fromColumn(row.deadline_at),
    reason: row.reason,
    smtpCode: row.smtp_code,
    smtpText: row.smtp_text,
    mailBytes: row.mail_bytes,
    queuedAt: fromColumn(row.queued_at),
    sentAt: fromNullableColumn(row.sent_at),
  };
}
