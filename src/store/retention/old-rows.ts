import type { KeptKind } from '../../core/keep-days.ts';
import { jsonFromColumn, toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import type { PruneAsked } from './prune-batch.ts';

type Key = number | Buffer;

/** A dispatch that may still be sent, or sent again by a person. */
const OPEN = ['queued', 'sending', 'held'];
const FINAL_RUNS = ['done', 'done_with_failures', 'failed', 'skipped'];

/** Keys of rows that are past their days and that nothing needs any more, oldest first. */
export async function oldRows(db: Db, kind: KeptKind, asked: PruneAsked): Promise<readonly Key[]> {
  const before = toColumn(asked.before);
  switch (kind) {
    case 'mails':
      return db('dispatch_parts')
        .where('created_at', '<', before)
        .whereNotIn('sha256', await partsOfOpenMails(db, before))
        .orderBy('created_at')
        .limit(asked.most)
        .pluck('sha256');
    case 'dispatches':
      return db('report_dispatches as d')
        .join('report_runs as r', 'r.id', 'd.run_id')
        .where('d.queued_at', '<', before)
        .whereNotIn('d.state', OPEN)
        .whereIn('r.state', FINAL_RUNS)
        .orderBy('d.id')
        .limit(asked.most)
        .pluck('d.id');
    case 'reports':
      return db('report_runs')
        .where('finished_at', '<', before)
        .whereIn('state', FINAL_RUNS)
        .whereNotNull('model')
        .orderBy('id')
        .limit(asked.most)
        .pluck('id');
    case 'requests':
      return db('report_requests')
        .where('created_at', '<', before)
        .whereNotNull('payload')
        .orderBy('id')
        .limit(asked.most)
        .pluck('id');
    case 'parked':
      return db('parked_events')
        .where('received_at', '<', before)
        .orderBy('id')
        .limit(asked.most)
        .pluck('id');
    case 'refused':
      return db('refused_events')
        .where('last_at', '<', before)
        .orderBy('last_at')
        .limit(asked.most)
        .pluck('id');
    case 'findings':
      return db('finding_runs')
        .where('as_of', '<', before)
        .where({ state: 'done', kind: 'kept' })
        .whereNotIn('id', await lastFindings(db))
        .orderBy('id')
        .limit(asked.most)
        .pluck('id');
  }
}

/** Reports show it until there is another one. */
async function lastFindings(db: Db): Promise<readonly number[]> {
  return db('finding_runs')
    .where({ state: 'done', kind: 'kept' })
    .orderBy([
      { column: 'as_of', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(1)
    .pluck('id');
}

/** Of dispatches that were queued before and are open, which is few: most ended a month ago. */
async function partsOfOpenMails(db: Db, before: Date): Promise<readonly Buffer[]> {
  const envelopes: readonly unknown[] = await db('report_dispatches')
    .whereIn('state', OPEN)
    .where('queued_at', '<', before)
    .pluck('envelope');
  const hashes = new Set(envelopes.flatMap((envelope) => hashesIn(jsonFromColumn(envelope))));
  return [...hashes].map((hash) => Buffer.from(hash, 'hex'));
}

/** Every hash anywhere in an envelope, whatever its version: what is not known to be free is kept. */
function hashesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return /^[0-9a-f]{64}$/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(hashesIn);
}
