import { maskNote } from '../../core/cleaning/mask-note.ts';
import { Failure } from '../../core/failure.ts';
import { writeAudit } from '../audit.ts';
import { toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';

export const RUN_STATES = ['running', 'open', 'held', 'released', 'failed'] as const;

type RunOfBatch = {
  readonly id: number;
  readonly state: (typeof RUN_STATES)[number];
  readonly heldBecause: string | null;
};

/** The searches that the recommendations of a batch come from. */
export async function runsOfBatch(trx: Db, batchId: number): Promise<readonly RunOfBatch[]> {
  const rows: readonly Row[] = await trx('apply_items as i')
    .join('recommendations as r', 'r.id', 'i.recommendation_id')
    .join('cleaning_runs as n', 'n.id', 'r.run_id')
    .where('i.batch_id', batchId)
    .orderBy('n.id')
    .distinct('n.id', 'n.state', 'n.held_because');
  return rows.map((row) => {
    const read = readRow(row);
    return {
      id: read.number('id'),
      state: read.oneOf('state', RUN_STATES),
      heldBecause: read.textOrNull('held_because'),
    };
  });
}

/** A person looked at a run that would take much of the list out. Throws `bad-state` unless it is open or held. */
export async function releaseRun(
  trx: Db,
  runId: number,
  {
    actor,
    note,
    at,
  }: { readonly actor: string; readonly note: string | null; readonly at: Temporal.Instant },
): Promise<void> {
  const [row]: readonly Row[] = await trx('cleaning_runs').where({ id: runId }).forUpdate().select('state');
  if (row === undefined) throw new Failure('bad-input', `run ${runId} does not exist`);
  const state = readRow(row).oneOf('state', RUN_STATES);
  const released = await trx('cleaning_runs')
    .where({ id: runId })
    .whereIn('state', ['open', 'held'])
    .update({ state: 'released', released_by: actor, released_at: toColumn(at) });
  if (released !== 1)
    throw new Failure('bad-state', `run ${runId} is ${state}; only open or held ones are released`);
  const entry = { actor, action: 'cleaning-release', object: `cleaning run ${runId}` };
  await writeAudit(trx, { ...entry, detail: { from: state, note: maskNote(note) } }, at);
}
