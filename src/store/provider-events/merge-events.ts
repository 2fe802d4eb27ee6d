import type { Db } from '../connect.ts';
import { writeLines } from '../import/line-bytes.ts';
import { stageLines } from '../import/stage.ts';
import { EVENT_COLUMNS, type EventRow, eventLine } from './event-row.ts';
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

/**
 * Stores events with unlike hashes, set by set, in one transaction; any error must roll that back. What is known
 * changes nothing.
 */
export async function mergeEvents(
  trx: Db,
  rows: readonly EventRow[],
  onStatement?: OnStatement,
): Promise<MergedEvents> {
  const session: EventSession = { trx, onStatement };
  await openStage(session);
  const started = performance.now();
  const lines = writeLines();
  rows.forEach((row, index) => lines.add(eventLine(index + 1, row)));
  await stageLines(trx, EVENT_COLUMNS, lines.take());
  onStatement?.('stage', performance.now() - started);
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
  if ((await run(session, 'collect-sent-ids')) > 0) {
    await run(session, 'name-messages');
    await run(session, 'add-further-ids');
    await run(session, 'unpark-of-ids');
  }
  await run(session, 'find-messages');
  await run(session, 'find-contacts');
  const missed = await addNew(session);
  await mergeBills(session);
  if ((await run(session, 'collect-pieces')) > 0) await run(session, 'add-whole-deliveries');
  await run(session, 'count-unknown-codes');
  return settle(session, missed);
}

/** How many of the new events another connection stored meanwhile. */
async function addNew(session: EventSession): Promise<number> {
  let missed = 0;
  const receipts = await run(session, 'find-new-receipts');
  if (receipts > 0) missed += receipts - (await run(session, 'add-receipts'));
  const pieces = await run(session, 'find-new-pieces');
  if (pieces > 0) missed += pieces - (await run(session, 'add-pieces'));
  const clicks = await run(session, 'find-new-clicks');
  if (clicks > 0) {
    await run(session, 'add-links');
    missed += clicks - (await run(session, 'add-clicks'));
  }
  const optOuts = await run(session, 'find-new-opt-outs');
  if (optOuts > 0) missed += optOuts - (await run(session, 'add-opt-outs'));
  const replies = await run(session, 'find-new-inbound');
  if (replies > 0) missed += replies - (await run(session, 'add-inbound'));
  return missed;
}

async function mergeBills(session: EventSession): Promise<void> {
  if ((await run(session, 'collect-bills')) === 0) return;
  await run(session, 'save-bills');
  await run(session, 'touch-billed');
  await run(session, 'change-billed');
  await run(session, 'collect-billed-pieces');
}

async function settle(session: EventSession, missed: number): Promise<MergedEvents> {
  const found = await count(session, 'count-found');
  const added = await count(session, 'count-new');
  const { events = 0, unknown_events: unknown = 0 } = found;
  const { new_events: fresh = 0, new_parked: freshParked = 0 } = added;
  const parked = unknown > 0 ? await run(session, 'park') : 0;
  await run(session, 'drop-taken');
  const applied = Math.max(0, fresh - missed);
  return { applied, duplicate: events - applied - parked, parked, taken: freshParked };
}

const STAGE = ['import_rows', 'event_found', 'event_new', 'event_ids', 'event_bills', 'event_pieces'];
const CREATE = ['create-rows', 'create-found', 'create-new', 'create-ids', 'create-bills', 'create-pieces'];

async function openStage(session: EventSession): Promise<void> {
  await closeStage(session.trx);
  for (const name of CREATE) await run(session, name);
}

/** DROP TEMPORARY ends no transaction. */
async function closeStage(trx: Db): Promise<void> {
  await trx.raw(`DROP TEMPORARY TABLE IF EXISTS ${STAGE.join(', ')}`);
}
