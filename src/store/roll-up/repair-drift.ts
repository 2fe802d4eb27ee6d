import type { Db } from '../connect.ts';
import { selectRows } from '../select-rows.ts';
import type { Drift } from './find-drift.ts';
import type { IdRange } from './plan-source.ts';
import type { SourceTable } from './sources.ts';

const REASON = 'reconcile';
const ROWS_A_QUERY = 500;

/** Has the next ticks count these messages again. Their cubes are right after `repairCubes` at the latest. */
export async function repairMessages(trx: Db, ids: IdRange, drift: readonly Drift[]): Promise<void> {
  if (drift.some(({ reason }) => reason === 'outcomes')) await selectRows(trx, 'verify/set-outcomes', ids);
  await touchMessages(
    trx,
    drift.map(({ id }) => id),
  );
}

/**
 * Drops facts that say something else than their event, and has the next ticks attribute again whatever the events
 * concern. What a dropped fact had added to cubes stays in them until `repairCubes`.
 */
export async function repairEvents(trx: Db, table: SourceTable, drift: readonly Drift[]): Promise<void> {
  const dropped = drift.filter(({ reason }) => reason === 'changed' || reason === 'gone');
  const messages = drift.flatMap(({ messageId }) => (messageId === null ? [] : [messageId]));
  if (table === 'clicks') await touchNeighbours(trx, dropped);
  if (table === 'conversions') await touchOrders(trx, dropped);
  await dropFacts(trx, table, dropped);
  await touchMessages(trx, messages);
  await touchContacts(
    trx,
    drift.flatMap(({ contactId }) => (contactId === 0 ? [] : [contactId])),
  );
  const persons = drift.filter(({ contactId }) => contactId === 0).map(({ personId }) => personId);
  for (const part of parts(persons)) {
    await touchContacts(
      trx,
      await trx('contacts').whereIn('person_id', part).orWhereIn('id', part).pluck('id'),
    );
  }
}

/** Hits from the same address at the same time may have been a burst only together with these. */
async function touchNeighbours(trx: Db, clicks: readonly Drift[]): Promise<void> {
  for (const part of parts(clicks.map(({ id }) => id))) {
    const rows = await trx('click_facts as k')
      .join('click_facts as b', 'b.ip_hash', 'k.ip_hash')
      .whereIn('k.click_id', part)
      .whereRaw('b.five_minutes BETWEEN k.five_minutes - 2 AND k.five_minutes + 2')
      .distinct('b.message_id')
      .pluck('b.message_id');
    await touchMessages(trx, rows);
  }
}

/** An order counts once: when the row that counted goes, another one of the order may count. */
async function touchOrders(trx: Db, conversions: readonly Drift[]): Promise<void> {
  for (const part of parts(conversions.map(({ id }) => id))) {
    const rows = await trx('conversion_facts as k')
      .join('conversions as c', 'c.order_id', 'k.order_id')
      .whereIn('k.conversion_id', part)
      .distinct('c.contact_id')
      .pluck('c.contact_id');
    await touchContacts(trx, rows);
  }
}

async function dropFacts(trx: Db, table: SourceTable, drift: readonly Drift[]): Promise<void> {
  for (const part of parts(drift)) {
    const ids = part.map(({ id }) => id);
    if (table === 'clicks') await trx('click_facts').whereIn('click_id', ids).delete();
    else if (table === 'conversions') await trx('conversion_facts').whereIn('conversion_id', ids).delete();
    else {
      const keys = part.map(({ kind, id }) => [kind, id]);
      await trx('response_facts').whereIn(['kind', 'event_id'], keys).delete();
    }
  }
}

async function touchMessages(trx: Db, ids: readonly number[]): Promise<void> {
  for (const part of parts(ids)) {
    await trx('rollup_touched')
      .insert(part.map((id) => ({ message_id: id, reason: REASON })))
      .onConflict()
      .ignore();
  }
}

async function touchContacts(trx: Db, ids: readonly number[]): Promise<void> {
  for (const part of parts(ids)) {
    await trx('rollup_touched_contacts')
      .insert(part.map((id) => ({ contact_id: id, reason: REASON })))
      .onConflict()
      .ignore();
  }
}

function parts<T>(all: readonly T[]): readonly T[][] {
  const slices: T[][] = [];
  for (let first = 0; first < all.length; first += ROWS_A_QUERY) {
    slices.push(all.slice(first, first + ROWS_A_QUERY));
  }
  return slices;
}
