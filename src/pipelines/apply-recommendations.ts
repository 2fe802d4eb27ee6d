import { maskNote } from '../core/cleaning/mask-note.ts';
import { Failure } from '../core/failure.ts';
import { findBatch, insertBatch, listLeftBatches, takeOverBatch } from '../store/cleaning/batches.ts';
import { type Choice, lockChosen } from '../store/cleaning/choose-recommendations.ts';
import { countBatchStates } from '../store/cleaning/count-batch.ts';
import { auditRecommendations, moveRecommendations } from '../store/cleaning/move-recommendations.ts';
import { shownFilter } from '../store/cleaning/recommendation-filter.ts';
import type { Db } from '../store/connect.ts';
import { approvedOf, checkRadius } from './check-apply.ts';
import type { FourEyes } from './decide-recommendations.ts';
import { type BatchNeeds, beginBatch, runBatch } from './run-batch.ts';

type ApplyRequest = {
  readonly choice: Choice;
  readonly actor: string;
  /** more than 20 % of the list or of a segment may go */
  readonly isLargeAllowed: boolean;
  readonly at: Temporal.Instant;
};

export type BatchResult = {
  readonly batchId: number;
  readonly items: number;
  /** states of the recommendations of the batch, now */
  readonly states: Readonly<Record<string, number>>;
};

/**
 * Applies what is approved: suppressions, and changes for the sending platform to take over. Never from a queue: a
 * person asks, on the command line or a page. Throws `bad-state` with the counts when too much of the list would go.
 */
export async function applyRecommendations(
  needs: BatchNeeds & { readonly fourEyes: FourEyes },
  request: ApplyRequest,
): Promise<BatchResult> {
  const { actor, at, isLargeAllowed, choice } = request;
  const batchId = await beginBatch(needs, async (trx) => {
    const chosen = await lockChosen(trx, choice, ['approved']);
    const seen = approvedOf(chosen, { ...request, fourEyes: needs.fourEyes });
    const id = await insertBatch(
      trx,
      {
        kind: 'apply',
        undoesBatchId: null,
        actor,
        isLargeAllowed,
        selection: selectionOf(choice),
        seen,
        owner: needs.owner,
      },
      at,
    );
    await checkRadius(trx, id, isLargeAllowed);
    await moveRecommendations(trx, seen, 'begin_apply', at, { batch_id: id });
    const entry = { actor, action: 'recommendation-apply', detail: { batch: id } };
    await auditRecommendations(trx, seen, entry, at);
    return { id, kind: 'apply', items: seen.length };
  });
  return resultOf(needs.db, batchId);
}

type UndoRequest = {
  /** a whole batch, or some of what was applied */
  readonly what: { readonly batchId: number } | { readonly ids: readonly number[] };
  readonly actor: string;
  /** numbers in it are masked */
  readonly note: string | null;
  readonly at: Temporal.Instant;
};

/** Takes back exactly what these recommendations did. A number that another one suppresses stays suppressed by that. */
export async function undoBatch(needs: BatchNeeds, request: UndoRequest): Promise<BatchResult> {
  const { what, actor, at } = request;
  const choice: Choice =
    'batchId' in what
      ? { filter: { batchId: what.batchId } }
      : { ids: what.ids.map((id) => ({ id, version: 0 })) };
  const batchId = await beginBatch(needs, async (trx) => {
    const undoes = 'batchId' in what ? what.batchId : null;
    if (undoes !== null) await requireSettled(trx, undoes);
    const chosen = await lockChosen(trx, choice, ['applied']);
    const other = chosen.find(({ state }) => state !== 'applied');
    if (other !== undefined)
      throw new Failure(
        'bad-state',
        `recommendation ${other.id} is ${other.state}; only applied ones are undone`,
      );
    if (chosen.length === 0 || ('ids' in what && chosen.length !== new Set(what.ids).size))
      throw new Failure('bad-state', 'not everything that was chosen is applied; nothing was undone');
    const id = await insertBatch(
      trx,
      {
        kind: 'undo',
        undoesBatchId: undoes,
        actor,
        isLargeAllowed: false,
        selection: what,
        seen: chosen,
        owner: needs.owner,
      },
      at,
    );
    await moveRecommendations(trx, chosen, 'begin_undo', at);
    const entry = {
      actor,
      action: 'recommendation-undo',
      detail: { batch: id, note: maskNote(request.note) },
    };
    await auditRecommendations(trx, chosen, entry, at);
    return { id, kind: 'undo', items: chosen.length };
  });
  return resultOf(needs.db, batchId);
}

/**
 * Batches whose process died: goes on with each where its journal stands. One process wins each; one that cannot go on
 * does not hold up the others, and its error comes last.
 */
export async function resumeBatches(needs: BatchNeeds): Promise<readonly BatchResult[]> {
  const results: BatchResult[] = [];
  const errors: unknown[] = [];
  for (const { id } of await listLeftBatches(needs.db)) {
    if (!(await takeOverBatch(needs.db, id, needs.owner))) continue;
    try {
      await runBatch(needs, id);
      results.push(await resultOf(needs.db, id));
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return results;
}

async function requireSettled(trx: Db, batchId: number): Promise<void> {
  const batch = await findBatch(trx, batchId);
  if (batch === null) throw new Failure('bad-input', `batch ${batchId} does not exist`);
  if (batch.kind !== 'apply') throw new Failure('bad-state', `batch ${batchId} is an undo itself`);
  if (batch.state !== 'done' || batch.settledAt === null)
    throw new Failure('bad-state', `batch ${batchId} is ${batch.state}; only a finished one can be undone`);
}

function selectionOf(choice: Choice): unknown {
  return 'filter' in choice ? { filter: shownFilter(choice.filter) } : { named: choice.ids.length };
}

async function resultOf(db: Db, batchId: number): Promise<BatchResult> {
  const states = await countBatchStates(db, batchId);
  const items = Object.values(states).reduce((total, count) => total + count, 0);
  return { batchId, items, states };
}
