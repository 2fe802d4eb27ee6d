import type { KeptKind } from '../../core/keep-days.ts';
import { toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { oldRows } from './old-rows.ts';

export type PruneAsked = {
  /** what is older goes */
  readonly before: Temporal.Instant;
  /** most rows of this batch */
  readonly most: number;
};

/** One small batch, committed by itself, so that nobody waits for it. Gives how many rows it took; 0 = none are left. */
export async function pruneBatch(db: Db, kind: KeptKind, asked: PruneAsked): Promise<number> {
  const keys = await oldRows(db, kind, asked);
  if (keys.length === 0) return 0;
  const before = toColumn(asked.before);
  switch (kind) {
    case 'mails':
      // a part that a report took up again meanwhile has a new date
      return db('dispatch_parts').whereIn('sha256', keys).where('created_at', '<', before).delete();
    case 'dispatches':
      return db.transaction(async (trx) => {
        await trx('dispatch_attempts').whereIn('dispatch_id', keys).delete();
        const taken: number = await trx('report_dispatches').whereIn('id', keys).delete();
        return taken;
      });
    case 'reports':
      return db('report_runs').whereIn('id', keys).update({ model: null, model_sha256: null });
    case 'requests':
      return db('report_requests').whereIn('id', keys).update({ payload: null });
    case 'parked':
      return db('parked_events').whereIn('id', keys).delete();
    case 'refused':
      return db('refused_events').whereIn('id', keys).where('last_at', '<', before).delete();
    case 'findings':
      return db.transaction(async (trx) => {
        for (const table of ['person_findings', 'finding_bins', 'finding_rates'])
          await trx(table).whereIn('run_id', keys).delete();
        const taken: number = await trx('finding_runs').whereIn('id', keys).delete();
        return taken;
      });
  }
}
