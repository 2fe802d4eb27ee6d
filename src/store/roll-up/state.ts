import type { Db } from '../connect.ts';
import type { SourcePlan, SourceState } from './plan-source.ts';
import { SOURCES, type SourceTable } from './sources.ts';

export type RollUpState = {
  /** latest `now` of a tick, epoch seconds; 0 = never ticked */
  readonly clock: number;
  readonly databaseClock: number;
  readonly sources: ReadonlyMap<SourceTable, SourceState>;
};

/**
 * Waits for whoever ticks at the moment, then reads where the roll-up stands. Call inside a transaction. The number in
 * the row of the lease tells readers whether facts may have changed.
 */
export async function takeLease(trx: Db): Promise<RollUpState> {
  await trx('rollup_state').where({ k: 'lease' }).increment('v');
  return readState(trx);
}

/** Another number than before: facts and cubes may be others. */
export async function readVersion(db: Db): Promise<number> {
  return versionOf(await db('rollup_state').select('v').where({ k: 'lease' }).first());
}

/** The same, and ticks wait until the transaction ends. */
export async function lockVersion(trx: Db): Promise<number> {
  return versionOf(await trx('rollup_state').select('v').where({ k: 'lease' }).forShare().first());
}

function versionOf(row: { readonly v?: unknown } | undefined): number {
  return Number(row?.v ?? 0);
}

export async function readState(db: Db): Promise<RollUpState> {
  const states: readonly { readonly k: string; readonly v: number }[] = await db('rollup_state').select(
    'k',
    'v',
  );
  const values = new Map(states.map(({ k, v }) => [k, Number(v)]));
  const gaps: readonly {
    readonly source: string;
    readonly from: number;
    readonly to: number;
    readonly seen: number;
  }[] = await db('rollup_gaps')
    .select('source', 'from_id as from', 'to_id as to', 'seen_s as seen')
    .orderBy(['source', 'from_id']);
  const clock: { readonly now: number } | undefined = await db
    .select(db.raw("TIMESTAMPDIFF(SECOND, '1970-01-01', UTC_TIMESTAMP()) AS now"))
    .first();
  return {
    clock: values.get('clock') ?? 0,
    databaseClock: Number(clock?.now ?? 0),
    sources: new Map(
      SOURCES.map(({ table }) => [
        table,
        {
          watermark: values.get(table) ?? 0,
          gaps: gaps
            .filter(({ source }) => source === table)
            .map(({ from, to, seen }) => ({ from: Number(from), to: Number(to), seen: Number(seen) })),
        },
      ]),
    ),
  };
}

export async function saveClock(trx: Db, now: number): Promise<void> {
  await trx('rollup_state').where({ k: 'clock' }).where('v', '<', now).update({ v: now });
}

export async function saveSource(trx: Db, table: SourceTable, plan: SourcePlan): Promise<void> {
  await trx('rollup_state').where({ k: table }).update({ v: plan.watermark });
  if (!plan.hasNewGaps) return;
  await trx('rollup_gaps').where({ source: table }).delete();
  const gaps = plan.gaps.map(({ from, to, seen }) => ({
    source: table,
    from_id: from,
    to_id: to,
    seen_s: seen,
  }));
  if (gaps.length > 0) await trx.batchInsert('rollup_gaps', gaps, 500);
}
