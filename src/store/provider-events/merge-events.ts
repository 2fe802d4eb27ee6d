import type { Db } from '../connect.ts';
import { stageLines } from '../import/stage.ts';
import { carryOverEvents } from '../phones/move-hashes.ts';
import type { EventLines } from './event-lines.ts';
import { count, type EventSession, type OnStatement, run } from './merge-session.ts';

export type MergedEvents = {
  /** stored now; applied + duplicate + parked = rows of the batch */
  readonly applied: number;
  readonly duplicate: number;
  /** whose message or contact nobody knows yet */
  readonly parked: number;
  /** parked earlier, and taken now */
  readonly taken: number;
};

export type MergeOptions = {
  /** true = some numbers still stand under the key before */
  readonly isMoving: boolean;
  readonly onStatement?: OnStatement | undefined;
};

/**
 * Stores events with unlike hashes, set by set, in one transaction; any error must roll that back. What is known
 * changes nothing.
 */
export async function mergeEvents(
  trx: Db,
  { sets }: EventLines,
  { isMoving, onStatement }: MergeOptions,
): Promise<MergedEvents> {
  const session: EventSession = { trx, onStatement };
  await openStage(session);
  const started = performance.now();
  for (const { columns, lines } of sets) await stageLines(trx, columns, lines);
  onStatement?.('stage', performance.now() - started);
  if (isMoving) await carryOverEvents(trx);
  const merged = await mergeStaged(session);
  await closeStage(trx);
  return merged;
}

/** Parked events whose turn it is, or those of an id range. */
export type ParkedChoice = { readonly limit: number } | { readonly after: number; readonly upTo: number };

/** Looks again for the messages and contacts of parked events; how many were looked at and taken. */
export async function mergeParked(
  trx: Db,
  choice: ParkedChoice,
): Promise<{ readonly looked: number; readonly taken: number }> {
  const session: EventSession = { trx };
  await openStage(session);
  const looked =
    'limit' in choice ? await run(session, 'unpark-due', choice) : await run(session, 'unpark-range', choice);
  const { taken } = looked === 0 ? { taken: 0 } : await mergeStaged(session);
  if (looked > 0) await run(session, 'put-off');
  await closeStage(trx);
  return { looked, taken };
}

async function mergeStaged(session: EventSession): Promise<MergedEvents> {
  await run(session, 'apply-overrides');
  const has = await takeIds(session, await count(session, 'look-at-rows'));
  if (has.receipts !== 0 || has.clicks !== 0) {
    await run(session, 'find-messages');
    await run(session, 'find-messages-by-own-id');
  }
  if (has.inbound !== 0) await run(session, 'find-contacts');
  const missed = await addNew(session, has);
  if (has.bills !== 0 || has.pieces !== 0) await run(session, 'create-pieces');
  const billed = has.bills === 0 ? 0 : await mergeBills(session);
  if (has.pieces !== 0) await run(session, 'collect-pieces');
  if (has.pieces !== 0 || billed !== 0) await run(session, 'add-whole-deliveries');
  if (has.unknown_codes !== 0) await run(session, 'count-unknown-codes');
  if (has.odd_codes !== 0) await run(session, 'note-odd-receipts');
  return settle(session, missed, has);
}

/** What events say of ids beside our own; events that waited for one of them join the batch. */
async function takeIds(session: EventSession, has: Has): Promise<Has> {
  if (has.sent_ids === 0 && has.told_ids === 0) return has;
  if (has.sent_ids !== 0) await run(session, 'name-messages');
  const further = await run(session, 'add-further-ids');
  if (has.sent_ids === 0 && further === 0) return has;
  await run(session, 'create-ids');
  if ((await run(session, 'collect-waiting-ids')) === 0) return has;
  const more = await run(session, 'unpark-of-ids');
  return more === 0 ? has : count(session, 'look-at-rows');
}

type Has = Readonly<Record<string, number>>;

/** How many of the new events another connection stored meanwhile. */
async function addNew(session: EventSession, has: Has): Promise<number> {
  let missed = 0;
  const add = async (find: string, ...names: readonly string[]): Promise<void> => {
    const fresh = await run(session, find);
    if (fresh === 0) return;
    let stored = 0;
    for (const name of names) stored = await run(session, name);
    missed += fresh - stored;
  };
  if (has.receipts !== 0) await add('find-new-receipts', 'add-receipts');
  if (has.pieces !== 0) await add('find-new-pieces', 'add-pieces');
  if (has.clicks !== 0) await add('find-new-clicks', 'add-links', 'add-clicks');
  if (has.inbound !== 0) {
    await add('find-new-opt-outs', 'add-opt-outs');
    await add('find-new-inbound', 'add-inbound');
  }
  return missed;
}

/** How many messages are billed otherwise than the sending platform counted. */
async function mergeBills(session: EventSession): Promise<number> {
  await run(session, 'create-bills');
  const billed = await run(session, 'collect-bills');
  if (billed === 0) return 0;
  await run(session, 'save-bills');
  await run(session, 'touch-billed');
  await run(session, 'change-billed');
  await run(session, 'collect-billed-pieces');
  return billed;
}

async function settle(session: EventSession, missed: number, has: Has): Promise<MergedEvents> {
  const found = await count(session, 'count-found');
  const added = await count(session, 'count-new');
  const { events = 0, unknown_events: unknown = 0 } = found;
  const { new_events: fresh = 0, new_parked: freshParked = 0 } = added;
  const parked = unknown > 0 ? await run(session, 'park') : 0;
  if (has.parked !== 0) await run(session, 'drop-taken');
  const applied = Math.max(0, fresh - missed);
  return { applied, duplicate: events - applied - parked, parked, taken: freshParked };
}

const STAGE = ['import_rows', 'event_found', 'event_new', 'event_ids', 'event_bills', 'event_pieces'];
const CREATE = ['create-rows', 'create-found', 'create-new'];

async function openStage(session: EventSession): Promise<void> {
  await closeStage(session.trx);
  for (const name of CREATE) await run(session, name);
}

/** DROP TEMPORARY ends no transaction. */
async function closeStage(trx: Db): Promise<void> {
  await trx.raw(`DROP TEMPORARY TABLE IF EXISTS ${STAGE.join(', ')}`);
}
