import { toColumn } from './column-values.ts';
import type { Db } from './connect.ts';
import { findRunOfRequest, type Run } from './runs.ts';

export type Request = {
  readonly producer: string;
  readonly requestId: string;
  /** as accepted, canonical JSON */
  readonly payload: string;
  readonly payloadSha256: Buffer;
};

export type EarlierRequest = { readonly payloadSha256: Buffer; readonly run: Run | null };

const TABLE = 'report_requests';

/** Fails on the unique key when this producer used the id before. Returns the row's id. */
export async function insertRequest(db: Db, request: Request, now: Temporal.Instant): Promise<number> {
  const [id] = await db(TABLE).insert({
    producer: request.producer,
    request_id: request.requestId,
    payload: request.payload,
    payload_sha256: request.payloadSha256,
    state: 'accepted',
    created_at: toColumn(now),
  });
  return Number(id);
}

export async function findRequest(
  db: Db,
  producer: string,
  requestId: string,
): Promise<EarlierRequest | null> {
  const [row] = await db(TABLE).where({ producer, request_id: requestId }).select('id', 'payload_sha256');
  if (row === undefined) return null;
  return { payloadSha256: row.payload_sha256, run: await findRunOfRequest(db, Number(row.id)) };
}

/** Leaves a visible row; the id stays free for the corrected request. */
export async function saveRejectedRequest(
  db: Db,
  rejected: { readonly producer: string; readonly payloadSha256: Buffer; readonly reason: string },
  now: Temporal.Instant,
): Promise<void> {
  await db(TABLE).insert({
    producer: rejected.producer,
    request_id: null,
    payload: null,
    payload_sha256: rejected.payloadSha256,
    state: 'rejected',
    reason: rejected.reason.slice(0, 300),
    created_at: toColumn(now),
  });
}

export async function countRejectedRequests(db: Db): Promise<number> {
  const [row] = await db(TABLE).where({ state: 'rejected' }).count({ n: '*' });
  return Number(row?.n ?? 0);
}
