import { COOL_DOWN_DAYS } from '../core/cleaning/life-cycle.ts';
import type { CrashPoint, Reach } from '../core/crash-points.ts';
import { errorLine } from '../core/error-line.ts';
import { Failure } from '../core/failure.ts';
import { writeAudit } from '../store/audit.ts';
import {
  dropEffects,
  findRevived,
  liftEffects,
  lockOfRange,
  markUndone,
  nextRange,
  type Range,
  writeEffects,
} from '../store/cleaning/batch-effects.ts';
import { type Batch, findBatch, holdBatch } from '../store/cleaning/batches.ts';
import { auditRecommendations, moveRecommendations } from '../store/cleaning/move-recommendations.ts';
import { toColumn } from '../store/column-values.ts';
import type { Db } from '../store/connect.ts';
import { databaseNow } from '../store/database-clock.ts';
import { holdSettledPhoneKey } from '../store/phones/phone-key.ts';
import { retriedTransaction } from '../store/retried-transaction.ts';
import { isRetryableError } from '../store/retryable-error.ts';

export type BatchNeeds = {
  readonly db: Db;
  /** unlike for every process */
  readonly owner: string;
  readonly reach: Reach;
};

/** Up to so many items go in one transaction; more are journalled in chunks. */
const AT_ONCE = 10_000;
const CHUNK = 1_000;

const POINTS = {
  apply: {
    begin: 'rec.apply_begin',
    begun: 'rec.apply_begun',
    chunk: 'rec.apply_chunk',
    beforeCommit: 'rec.apply_before_commit',
    afterCommit: 'rec.apply_after_commit',
    settled: 'rec.apply_settled_half',
  },
  undo: {
    begin: 'rec.undo_begin',
    begun: 'rec.undo_begun',
    chunk: 'rec.undo_half',
    beforeCommit: 'rec.undo_before_commit',
    afterCommit: 'rec.undo_after_commit',
    settled: 'rec.undo_settled_half',
  },
} as const satisfies Readonly<Record<Batch['kind'], Readonly<Record<string, CrashPoint>>>>;

type Begun = { readonly id: number; readonly kind: Batch['kind']; readonly items: number };

/**
 * Begins a batch and runs it: whole or not at all. A small one is one transaction. A large one begins in one, writes
 * its effects in chunks that nobody sees, and becomes true by one UPDATE of its state; whoever finds it left behind
 * goes on where its journal stands.
 */
export async function beginBatch(needs: BatchNeeds, begin: (trx: Db) => Promise<Begun>): Promise<number> {
  const begun = await retriedTransaction(needs.db, async (trx) => {
    const batch = await begin(trx);
    needs.reach(POINTS[batch.kind].begin);
    if (batch.items <= AT_ONCE) await drive(needs, batch.id, (work) => work(trx));
    return batch;
  });
  const points = POINTS[begun.kind];
  if (begun.items <= AT_ONCE) needs.reach(points.afterCommit);
  else {
    needs.reach(points.begun);
    await runBatch(needs, begun.id);
  }
  return begun.id;
}

/** Goes on with a batch this owner holds, until it is settled. What can never succeed takes it back as a whole. */
export async function runBatch(needs: BatchNeeds, id: number): Promise<void> {
  const inStep: InStep = (work) => retriedTransaction(needs.db, work);
  try {
    await drive(needs, id, inStep);
  } catch (error) {
    if (isRetryableError(error) || (error instanceof Failure && error.code === 'locked')) throw error;
    await failBatch(needs, id, errorLine(error));
    await drive(needs, id, inStep);
    throw error;
  }
}

type InStep = <T>(work: (trx: Db) => Promise<T>) => Promise<T>;
type Stepped = 'chunk' | 'true-now' | 'settled';

async function drive(needs: BatchNeeds, id: number, inStep: InStep): Promise<void> {
  for (;;) {
    const { stepped, batch } = await inStep((trx) => step(trx, needs, id));
    if (stepped === 'settled') return;
    // inside one transaction nothing is committed yet
    if (stepped === 'true-now' && batch.items > AT_ONCE) needs.reach(POINTS[batch.kind].afterCommit);
  }
}

async function step(
  trx: Db,
  needs: BatchNeeds,
  id: number,
): Promise<{ readonly stepped: Stepped; readonly batch: Batch }> {
  const batch = await findBatch(trx, id);
  if (batch === null) throw new Failure('bad-input', `batch ${id} does not exist`);
  if (batch.settledAt !== null) return { stepped: 'settled', batch };
  const range = await nextRange(trx, id, batch.nextItem, CHUNK);
  const now = await databaseNow(trx);
  if (batch.state === 'running' && range === null) {
    await makeTrue(trx, needs, batch, now);
    return { stepped: 'true-now', batch };
  }
  if (range === null) {
    await holdBatch(trx, batch, needs.owner, { settled_at: toColumn(now) });
    return { stepped: 'settled', batch };
  }
  await holdBatch(trx, batch, needs.owner, { next_item: range.upto });
  const points = POINTS[batch.kind];
  if (batch.state === 'running') {
    await writeChunk(trx, batch, range, now);
    needs.reach(points.chunk);
  } else {
    await settleChunk(trx, batch, range, now);
    needs.reach(points.settled);
  }
  return { stepped: 'chunk', batch };
}

async function writeChunk(trx: Db, batch: Batch, range: Range, now: Temporal.Instant): Promise<void> {
  if (batch.kind === 'undo') {
    const undoing = await lockOfRange(trx, range, 'undoing');
    await markUndone(
      trx,
      undoing.map(({ id }) => id),
      batch.id,
    );
    return;
  }
  await holdSettledPhoneKey(trx);
  await withdrawRevived(trx, batch, range, now);
  await writeEffects(trx, range);
}

/** A delivery, click, reply, order or opt-in that came after the approval wins over it. */
async function withdrawRevived(trx: Db, batch: Batch, range: Range, now: Temporal.Instant): Promise<void> {
  const revived = await findRevived(trx, range);
  if (revived.length === 0) return;
  await moveRecommendations(trx, revived, 'invalidate', now, { expires_at: null });
  await dropEffects(
    trx,
    revived.map(({ id }) => id),
  );
  const because = Object.fromEntries(revived.map((one) => [String(one.id), one.because]));
  const entry = {
    actor: 'system',
    action: 'recommendation-invalidate',
    detail: { batch: batch.id, because },
  };
  await auditRecommendations(trx, revived, entry, now);
}

/** From this commit on the effects hold, all of them: the views join on the state of the batch. */
async function makeTrue(trx: Db, needs: BatchNeeds, batch: Batch, now: Temporal.Instant): Promise<void> {
  await holdBatch(trx, batch, needs.owner, { state: 'done', finished_at: toColumn(now), next_item: 0 });
  // a journalled batch may have lain for hours after its first chunk
  if (batch.kind === 'apply' && batch.items > AT_ONCE) {
    for (
      let range = await nextRange(trx, batch.id, 0, CHUNK);
      range !== null;
      range = await nextRange(trx, batch.id, range.upto, CHUNK)
    )
      await withdrawRevived(trx, batch, range, now);
  }
  const { actor, kind, items } = batch;
  await writeAudit(
    trx,
    { actor, action: `batch-${kind}`, object: `batch ${batch.id}`, detail: { items } },
    now,
  );
  needs.reach(POINTS[kind].beforeCommit);
}

async function settleChunk(trx: Db, batch: Batch, range: Range, now: Temporal.Instant): Promise<void> {
  const { kind, state, actor } = batch;
  const rows = await lockOfRange(trx, range, kind === 'apply' ? 'applying' : 'undoing');
  const ids = rows.map(({ id }) => id);
  const detail = { batch: batch.id };
  if (state === 'done' && kind === 'apply') {
    await moveRecommendations(trx, rows, 'finish_apply', now, { expires_at: null });
    await auditRecommendations(trx, rows, { actor, action: 'recommendation-applied', detail }, now);
  } else if (state === 'done') {
    await liftEffects(trx, ids, { batch: batch.id, at: toColumn(batch.finishedAt ?? now) });
    const coolDown = toColumn(now.add({ hours: COOL_DOWN_DAYS * 24 }));
    await moveRecommendations(trx, rows, 'finish_undo', now, { cool_down_until: coolDown });
    await auditRecommendations(trx, rows, { actor, action: 'recommendation-undone', detail }, now);
  } else if (kind === 'apply') {
    await dropEffects(trx, ids);
    await moveRecommendations(trx, rows, 'fail_apply', now);
    await auditRecommendations(trx, rows, { actor, action: 'recommendation-apply-failed', detail }, now);
  } else {
    await markUndone(trx, ids, null);
    await moveRecommendations(trx, rows, 'fail_undo', now);
    await auditRecommendations(trx, rows, { actor, action: 'recommendation-undo-failed', detail }, now);
  }
}

async function failBatch(needs: BatchNeeds, id: number, failure: string): Promise<void> {
  await retriedTransaction(needs.db, async (trx) => {
    const batch = await findBatch(trx, id);
    if (batch === null || batch.state !== 'running') return;
    const now = await databaseNow(trx);
    await holdBatch(trx, batch, needs.owner, {
      state: 'failed',
      failure: failure.slice(0, 300),
      finished_at: toColumn(now),
      next_item: 0,
    });
    const detail = { failure: failure.slice(0, 300) };
    await writeAudit(
      trx,
      { actor: batch.actor, action: `batch-${batch.kind}-failed`, object: `batch ${id}`, detail },
      now,
    );
  });
}
