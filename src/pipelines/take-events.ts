import { setTimeout as pause } from 'node:timers/promises';
import { NO_OWN_WORDS, type OwnWords } from '../core/own-opt-out-words.ts';
import type { ToldEvent } from '../core/provider-event.ts';
import { derivePhoneKeys } from '../crypto/phones.ts';
import type { RefusedEvent } from '../providers/importer.ts';
import type { Db } from '../store/connect.ts';
import type { EventRow } from '../store/provider-events/event-row.ts';
import { type MergedEvents, mergeEvents } from '../store/provider-events/merge-events.ts';
import { isDuplicateKey, isRetryableError } from '../store/retryable-error.ts';
import { eventRow } from './event-row.ts';

export type TakeRequest = {
  readonly db: Db;
  /** at least 32 characters; phone numbers and addresses are hashed with keys derived from it */
  readonly secretKey: string;
  /** who told the events: a name of src/providers/catalogue.ts */
  readonly provider: string;
  readonly events: readonly ToldEvent[];
  /** stands in for times that events do not say */
  readonly receivedAt: Temporal.Instant;
  /** words to stop besides our lists */
  readonly ownWords?: OwnWords | undefined;
  /** what must be committed with the events: a cursor */
  readonly alongside?: ((trx: Db, counts: TakenCounts) => Promise<void>) | undefined;
  /** told after each statement; for measurements */
  readonly onStatement?: ((name: string, milliseconds: number) => void) | undefined;
};

/** read = applied + duplicate + parked + refused */
export type TakenCounts = MergedEvents & {
  readonly read: number;
  readonly refused: number;
  /** `index` counts the events of the request from 1 */
  readonly refusals: readonly RefusedEvent[];
};

const ATTEMPTS = 6;

/**
 * Stores what a provider told, in one transaction: when this returns, it is committed. The same events again, in any
 * order, change nothing. An event whose message or contact is not known yet is parked until it is.
 */
export async function takeEvents(request: TakeRequest): Promise<TakenCounts> {
  const { rows, repeated, refusals } = stageable(request);
  const { alongside } = request;
  const countsOf = (merged: MergedEvents): TakenCounts => ({
    ...merged,
    duplicate: merged.duplicate + repeated,
    read: request.events.length,
    refused: refusals.length,
    refusals,
  });
  if (rows.length === 0 && alongside === undefined) return countsOf(NOTHING);
  return withPatience(request.db, async (trx) => {
    const merged = rows.length === 0 ? NOTHING : await mergeEvents(trx, rows, request.onStatement);
    const counts = countsOf(merged);
    await alongside?.(trx, counts);
    return counts;
  });
}

/** The same checks, and nothing is stored. */
export function checkEvents(
  request: Omit<TakeRequest, 'db' | 'alongside'>,
): Pick<TakenCounts, 'read' | 'duplicate' | 'refused' | 'refusals'> {
  const { repeated, refusals } = stageable(request);
  return { read: request.events.length, duplicate: repeated, refused: refusals.length, refusals };
}

const NOTHING: MergedEvents = { applied: 0, duplicate: 0, parked: 0, taken: 0 };

function stageable({
  secretKey,
  provider,
  events,
  receivedAt,
  ownWords = NO_OWN_WORDS,
}: Omit<TakeRequest, 'db' | 'alongside'>): {
  readonly rows: readonly EventRow[];
  readonly repeated: number;
  readonly refusals: readonly RefusedEvent[];
} {
  const context = {
    provider,
    keys: derivePhoneKeys(secretKey),
    receivedMs: receivedAt.epochMilliseconds,
    ownWords,
  };
  const rows = new Map<string, EventRow>();
  const refusals: RefusedEvent[] = [];
  events.forEach((event, at) => {
    const reading = eventRow(event, context);
    if (!reading.ok) refusals.push({ index: at + 1, field: reading.field, reason: reading.reason });
    else if (!rows.has(reading.row.eventHash)) rows.set(reading.row.eventHash, reading.row);
  });
  return { rows: [...rows.values()], repeated: events.length - refusals.length - rows.size, refusals };
}

async function withPatience<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work);
    } catch (error) {
      // a row that another connection stored meanwhile is known when we look again
      const mayHelp = isRetryableError(error) || isDuplicateKey(error);
      if (!mayHelp || attempt === ATTEMPTS) throw error;
      await pause(25 * 2 ** attempt);
    }
  }
}
