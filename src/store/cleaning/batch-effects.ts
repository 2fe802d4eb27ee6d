import { type RecommendationState, STATES } from '../../core/cleaning/life-cycle.ts';
import { reasonsRevivedBy } from '../../core/cleaning/revival.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import { statement } from '../roll-up/statement.ts';
import { type Row, rowsOf, selectRows } from '../select-rows.ts';
import type { Movable } from './move-recommendations.ts';

/** Recommendations of a batch by id: after the first, up to the second. */
export type Range = { readonly batch: number; readonly after: number; readonly upto: number };

/** suppress_until and pause without a time of their own */
const DEFAULT_DAYS = 90;

/** null = nothing is left after `after`. */
export async function nextRange(trx: Db, batch: number, after: number, size: number): Promise<Range | null> {
  const ids: readonly unknown[] = await trx('apply_items')
    .where({ batch_id: batch })
    .where('recommendation_id', '>', after)
    .orderBy('recommendation_id')
    .limit(size)
    .pluck('recommendation_id');
  const last = ids.at(-1);
  return last === undefined ? null : { batch, after, upto: Number(last) };
}

/** Writes what the recommendations of the range do; nobody sees it before the batch is done. */
export async function writeEffects(trx: Db, range: Range): Promise<void> {
  await selectRows(trx, 'cleaning/apply/insert-suppressions', { ...range, days: DEFAULT_DAYS });
  await selectRows(trx, 'cleaning/apply/insert-contact-changes', range);
}

export type Revived = Movable & { readonly because: readonly string[] };

/** Those of the range that are being applied and that something positive disproved since. */
export async function findRevived(trx: Db, range: Range): Promise<readonly Revived[]> {
  const answer: unknown = await trx.raw(statement('cleaning/apply/find-revived'), {
    ...range,
    delivery: reasonsRevivedBy('delivery'),
    click: reasonsRevivedBy('click'),
    reply: reasonsRevivedBy('reply'),
    order: reasonsRevivedBy('order'),
    optIn: reasonsRevivedBy('opt_in'),
  });
  const found = new Map<number, Movable & { readonly because: string[] }>();
  for (const row of rowsOf(answer)) {
    const read = readRow(row);
    const id = read.number('id');
    const one = found.get(id) ?? { ...movableOf(row), because: [] };
    one.because.push(read.text('because'));
    found.set(id, one);
  }
  return [...found.values()];
}

/** Of the range, in that state, locked. */
export async function lockOfRange(
  trx: Db,
  { batch, after, upto }: Range,
  state: RecommendationState,
): Promise<readonly Movable[]> {
  const rows: readonly Row[] = await trx('apply_items as i')
    .join('recommendations as r', 'r.id', 'i.recommendation_id')
    .where({ 'i.batch_id': batch, 'r.state': state })
    .where('i.recommendation_id', '>', after)
    .where('i.recommendation_id', '<=', upto)
    .orderBy('r.id')
    .forUpdate()
    .select('r.id', 'r.version', 'r.state');
  return rows.map(movableOf);
}

function movableOf(row: Row): Movable {
  const read = readRow(row);
  return { id: read.number('id'), version: read.number('version'), state: read.oneOf('state', STATES) };
}

/** Takes back what `writeEffects` wrote for these; only while the batch is not done. */
export async function dropEffects(trx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await trx('suppressions').where({ source: 'recommendation' }).whereIn('source_id', ids).delete();
  await trx('contact_changes').whereIn('recommendation_id', ids).delete();
}

/** An undo names itself on what it takes back: in force until the undo is done. `null` takes the name off again. */
export async function markUndone(trx: Db, ids: readonly number[], undoBatch: number | null): Promise<void> {
  if (ids.length === 0) return;
  await trx('suppressions')
    .where({ source: 'recommendation' })
    .whereIn('source_id', ids)
    .update({ undo_batch_id: undoBatch });
  await trx('contact_changes').whereIn('recommendation_id', ids).update({ undo_batch_id: undoBatch });
}

/** The undo is done: says so in the rows themselves. */
export async function liftEffects(
  trx: Db,
  ids: readonly number[],
  undo: { readonly batch: number; readonly at: Date },
): Promise<void> {
  if (ids.length === 0) return;
  await trx('suppressions')
    .where({ source: 'recommendation', undo_batch_id: undo.batch })
    .whereIn('source_id', ids)
    .update({ lifted_at: undo.at, lifted_by: `undo, batch ${undo.batch}`, changed_at: undo.at });
  await trx('contact_changes')
    .where({ undo_batch_id: undo.batch })
    .whereIn('recommendation_id', ids)
    .update({ undone_at: undo.at, changed_at: undo.at });
}
