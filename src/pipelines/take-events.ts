import { setTimeout as pause } from 'node:timers/promises';
import type { ToldEvent } from '../core/provider-event.ts';
import type { RefusedEvent } from '../providers/importer.ts';
import type { Db } from '../store/connect.ts';
import { holdPhoneKey, isOtherKey } from '../store/phones/phone-key.ts';
import { type MergedEvents, mergeEvents } from '../store/provider-events/merge-events.ts';
import { isDuplicateKey, isRetryableError } from '../store/retryable-error.ts';
import { openPhoneKeys, type PhoneSecret } from './open-phone-keys.ts';
import { type StagedEvents, type StageRequest, stageEvents } from './stage-events.ts';

export type TakeRequest = Omit<StageRequest, 'keys'> & {
  readonly db: Db;
  readonly secretKey: PhoneSecret;
  readonly events: readonly ToldEvent[];
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
  try {
    return await takeOnce(request);
  } catch (error) {
    if (!isOtherKey(error)) throw error;
    return takeOnce(request);
  }
}

async function takeOnce(request: TakeRequest): Promise<TakenCounts> {
  const { alongside, db, events, secretKey } = request;
  const stage = stageEvents({ ...request, keys: await openPhoneKeys(db, secretKey) });
  const refusals = stage.add(events);
  const countsOf = (merged: MergedEvents): TakenCounts => ({
    ...merged,
    read: events.length,
    refused: refusals.length,
    refusals,
  });
  return countsOf(
    await storeStaged({
      ...request,
      staged: stage.take(),
      alongside: alongside && ((trx, merged) => alongside(trx, countsOf(merged))),
    }),
  );
}

export type StoreRequest = Pick<TakeRequest, 'db' | 'onStatement'> & {
  readonly staged: StagedEvents;
  readonly alongside?: ((trx: Db, merged: MergedEvents) => Promise<void>) | undefined;
};

/** Like `takeEvents`, of events that are checked and written already; applied + duplicate + parked = all of them. */
export async function storeStaged({
  db,
  staged: { lines, repeated, generation },
  alongside,
  onStatement,
}: StoreRequest): Promise<MergedEvents> {
  const nothing = { applied: 0, duplicate: repeated, parked: 0, taken: 0 };
  if (lines.count === 0 && alongside === undefined) return nothing;
  return withPatience(db, async (trx) => {
    const merge = async (): Promise<MergedEvents> => {
      const isMoving = await holdPhoneKey(trx, generation);
      return withRepeated(await mergeEvents(trx, lines, { isMoving, onStatement }), repeated);
    };
    const stored = lines.count === 0 ? nothing : await merge();
    await alongside?.(trx, stored);
    return stored;
  });
}

function withRepeated(merged: MergedEvents, repeated: number): MergedEvents {
  return { ...merged, duplicate: merged.duplicate + repeated };
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
