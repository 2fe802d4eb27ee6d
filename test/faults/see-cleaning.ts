import { undoBatch } from '../../src/pipelines/apply-recommendations.ts';
import { exportSuppressions } from '../../src/pipelines/export-suppressions.ts';
import { type AuditProof, verifyAudit } from '../../src/store/audit-chain.ts';
import { FAULTS_SECRET } from './source-day.ts';
import type { World } from './world.ts';

export type SeenBatch = {
  readonly id: number;
  readonly kind: string;
  readonly state: string;
  readonly isSettled: boolean;
  readonly items: number;
  /** suppressions it made, or took back */
  readonly effects: number;
};

export type Batches = {
  readonly all: readonly SeenBatch[];
  /** for each reason the states its recommendations are in: more than one = a half */
  readonly states: ReadonlyMap<string, readonly string[]>;
  /** entries of the audit log that say a batch was applied or undone */
  readonly audited: number;
  readonly before: string;
  /** once everything that was applied is taken back */
  readonly after: string;
  /** why something could not be taken back */
  readonly notUndone: readonly string[];
};

/** Looks, and then takes back what is still applied. */
export async function seeCleaning(
  world: World,
  before: string,
): Promise<{ readonly batches: Batches; readonly audit: AuditProof }> {
  const { db, clock } = world;
  const all = await seeBatches(world);
  const rows = await db('recommendations').distinct('reason', 'state');
  const states = new Map<string, readonly string[]>();
  for (const { reason, state } of rows) states.set(reason, [...(states.get(reason) ?? []), state]);
  const [entries] = await db('audit_log').whereIn('action', ['batch-apply', 'batch-undo']).count({ n: '*' });
  const taken = new Set(all.filter(({ kind }) => kind === 'undo').map(({ id }) => id));
  const applied: readonly number[] = await db('recommendations')
    .where({ state: 'applied' })
    .distinct()
    .pluck('batch_id');
  const notUndone: string[] = [];
  for (const batchId of applied.filter((id) => !taken.has(id))) {
    const needs = { db, owner: 'judge', reach: () => undefined };
    await undoBatch(needs, { what: { batchId }, actor: 'judge', note: null, at: clock.now() }).catch(
      (error: unknown) => notUndone.push(`batch ${batchId}: ${String(error)}`),
    );
  }
  const after = await exportText(world);
  const audit = await verifyAudit(db, null);
  return { batches: { all, states, audited: Number(entries?.['n']), before, after, notUndone }, audit };
}

async function seeBatches({ db }: World): Promise<readonly SeenBatch[]> {
  const rows = await db('apply_batches').select('id', 'kind', 'state', 'settled_at', 'item_count');
  const batches: SeenBatch[] = [];
  for (const { id, kind, state, settled_at, item_count } of rows) {
    const column = kind === 'undo' ? 'undo_batch_id' : 'batch_id';
    const [found] = await db('suppressions').where(column, id).count({ n: '*' });
    batches.push({
      id,
      kind,
      state,
      isSettled: settled_at !== null,
      items: Number(item_count),
      effects: Number(found?.['n']),
    });
  }
  return batches;
}

/** What the sending platform would get. */
export async function exportText({ db }: World): Promise<string> {
  let text = '';
  await exportSuppressions(
    { db, secretKey: FAULTS_SECRET },
    {
      query: { since: null, sender: null, isLifted: false },
      format: 'csv',
      options: { phone: 'e164', group: null },
      out: {
        write: async (piece) => {
          text += piece;
        },
      },
      actor: 'judge',
    },
  );
  return text;
}
