import { canonicalJson } from '../../core/canonical-json.ts';
import { Failure } from '../../core/failure.ts';
import type { FlagCounts } from '../../core/findings/audience-health.ts';
import { jsonFromColumn, toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import { rowsOf } from '../select-rows.ts';

/** kept: reports show the last one; passing: asked for by somebody and removed again */
export type FindingRunKind = 'kept' | 'passing';

export type FindingRun = {
  readonly id: number;
  readonly asOf: Temporal.Instant;
  readonly isRecomputed: boolean;
  /** as they were stored */
  readonly findings: unknown;
  readonly contacts: unknown;
  readonly usual: { readonly shape: number; readonly level: number } | null;
};

const ALIVE_MINUTES = 15;
const ROWS = 20_000;
const DUPLICATE = 1062;

/**
 * One kept run at a time: `locked` while another is under way. One that has said nothing for a quarter of an hour is
 * dead, and its rows go.
 */
export async function beginFindingRun(
  db: Db,
  run: { readonly asOf: Temporal.Instant; readonly kind: FindingRunKind; readonly isRecomputed: boolean },
): Promise<number> {
  for (const id of await listDead(db)) await removeFindingRun(db, id);
  try {
    const [id] = await db('finding_runs').insert({
      as_of: toColumn(run.asOf),
      kind: run.kind,
      is_recomputed: run.isRecomputed ? 1 : 0,
      state: 'running',
      is_only: run.kind === 'kept' ? 1 : null,
      started_at: db.raw('UTC_TIMESTAMP(3)'),
      alive_at: db.raw('UTC_TIMESTAMP(3)'),
    });
    if (id !== undefined) return id;
  } catch (error) {
    if (!(error instanceof Error && 'errno' in error && error.errno === DUPLICATE)) throw error;
    throw new Failure('locked', 'another search for findings is under way', {
      retryable: true,
      cause: error,
    });
  }
  throw new Failure('internal', 'the run got no number');
}

export async function sayAlive(db: Db, id: number): Promise<void> {
  await db('finding_runs')
    .where({ id })
    .update({ alive_at: db.raw('UTC_TIMESTAMP(3)') });
}

/** From here on reports show it; older kept runs lose their persons, what was found of them stays. */
export async function endFindingRun(
  db: Db,
  id: number,
  ended: {
    readonly findings: unknown;
    readonly usual: { readonly shape: number; readonly level: number } | null;
    readonly contacts: FlagCounts;
    readonly kind: FindingRunKind;
  },
): Promise<void> {
  await db('finding_runs')
    .where({ id })
    .update({
      state: 'done',
      is_only: null,
      finished_at: db.raw('UTC_TIMESTAMP(3)'),
      findings: canonicalJson(ended.findings),
      contacts: canonicalJson(ended.contacts),
      level: ended.usual?.level ?? null,
      shape: ended.usual?.shape ?? null,
    });
  await removeRows(db, 'finding_rates', id);
  if (ended.kind === 'passing') return;
  for (const table of ['person_findings', 'finding_bins']) {
    const older = await db('finding_runs')
      .where({ kind: 'kept', state: 'done' })
      .where('id', '<', id)
      .whereExists(db(table).select(db.raw('1')).whereRaw('??.run_id = finding_runs.id', [table]))
      .select('id');
    for (const row of older) await removeRows(db, table, Number(row.id));
  }
}

/** Nothing of it stays. */
export async function removeFindingRun(db: Db, id: number): Promise<void> {
  for (const table of ['person_findings', 'finding_bins', 'finding_rates']) await removeRows(db, table, id);
  await db('finding_runs').where({ id }).delete();
}

/** The last kept run as of a moment or before; null = none. */
export async function lastFindingRun(db: Db, until: Temporal.Instant): Promise<FindingRun | null> {
  const [row] = rowsOf([
    await db('finding_runs')
      .where({ kind: 'kept', state: 'done' })
      .where('as_of', '<=', toColumn(until))
      .orderBy([
        { column: 'as_of', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(1)
      .select(),
  ]);
  if (row === undefined) return null;
  const read = readRow(row);
  const shape = read.numberOrNull('shape');
  const level = read.numberOrNull('level');
  return {
    id: read.number('id'),
    asOf: read.time('as_of'),
    isRecomputed: read.number('is_recomputed') === 1,
    findings: jsonFromColumn(row['findings']),
    contacts: jsonFromColumn(row['contacts']),
    usual: shape === null || level === null ? null : { shape, level },
  };
}

/** Also passing ones that nobody took away: whoever asked is gone. */
async function listDead(db: Db): Promise<readonly number[]> {
  const rows = await db('finding_runs')
    .where((query) => void query.where({ state: 'running' }).orWhere({ kind: 'passing' }))
    .whereRaw(`alive_at < UTC_TIMESTAMP(3) - INTERVAL ${ALIVE_MINUTES} MINUTE`)
    .select('id');
  return rows.map((row) => Number(row.id));
}

/** In portions: each transaction stays short. */
async function removeRows(db: Db, table: string, runId: number): Promise<void> {
  for (;;) {
    if ((await db(table).where({ run_id: runId }).limit(ROWS).delete()) < ROWS) return;
  }
}
