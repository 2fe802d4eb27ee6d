import { STATES } from '../../core/cleaning/life-cycle.ts';
import { mayDo } from '../../core/web-role.ts';
import { undoBatch } from '../../pipelines/apply-recommendations.ts';
import { type Batch, findBatch, listBatches } from '../../store/cleaning/batches.ts';
import { countBatchStates } from '../../store/cleaning/count-batch.ts';
import { LONGEST_REASON } from './decision-form.ts';
import { cleanText, counted, countText } from './figures.ts';
import { wholeNumber } from './list-query.ts';
import { moment, momentOrNull } from './moment.ts';
import { type PageAnswer, page, redirect } from './page-answer.ts';
import { badField, PAGE_REFUSALS } from './page-refusals.ts';
import type { SignedInCall } from './page-route.ts';
import { shell } from './shell.ts';
import { personOf, STATE_WORDS } from './state-words.ts';

const SHOWN = 200;

export async function showBatches(call: SignedInCall): Promise<PageAnswer> {
  const batches = await listBatches(call.needs.db, SHOWN);
  return page(
    call.needs.pages.render('batches', {
      shell: shell(call, 'Batches'),
      batches: batches.map(batchView),
      isCut: batches.length === SHOWN,
      shown: String(SHOWN),
    }),
  );
}

export async function showBatch(call: SignedInCall): Promise<PageAnswer> {
  const batch = await batchOf(call);
  if (batch === null) return PAGE_REFUSALS.noBatch;
  const states = await countBatchStates(call.needs.db, batch.id);
  const applied = states['applied'] ?? 0;
  const canUndo =
    batch.kind === 'apply' && batch.settledAt !== null && applied > 0 && mayDo(call.viewer.role, 'apply');
  return page(
    call.needs.pages.render('batch', {
      ...batchView(batch),
      shell: shell(call, `Batch ${batch.id}`),
      states: STATES.filter((state) => (states[state] ?? 0) > 0).map((state) => ({
        label: STATE_WORDS[state],
        count: countText(states[state] ?? 0),
        path: `/recommendations?state=${state}&batch=${batch.id}`,
      })),
      canUndo,
      allPath: '/batches',
      undoWords: counted(applied, 'recommendation'),
      undoCount: countText(applied),
      undoPath: `/batches/${batch.id}/undo`,
    }),
  );
}

/** POST: the count of what is applied has to be typed. */
export async function takeUndo(call: SignedInCall): Promise<PageAnswer> {
  const { needs, form, viewer, now } = call;
  const batch = await batchOf(call);
  if (batch === null) return PAGE_REFUSALS.noBatch;
  const note = form.text('reason').trim();
  if (note.length > LONGEST_REASON)
    return badField(
      `reason: has ${note.length} characters; at most ${LONGEST_REASON} are kept.`,
      'field-length',
    );
  const applied = (await countBatchStates(needs.db, batch.id))['applied'] ?? 0;
  if (applied > 0 && form.text('typed').replace(/[\s,.]/g, '') !== String(applied))
    return badField(`typed: must be ${applied}, the number of recommendations that are undone.`);
  const undone = await undoBatch(needs.batches, {
    what: { batchId: batch.id },
    actor: viewer.actor,
    note: note === '' ? null : note,
    at: now,
  });
  return redirect(`/batches/${undone.batchId}`, {
    tone: 'good',
    text: `Batch ${batch.id} is undone: ${counted(undone.items, 'recommendation')} taken back.`,
  });
}

async function batchOf(call: SignedInCall): Promise<Batch | null> {
  const id = wholeNumber(call.params['id'] ?? '', Number.MAX_SAFE_INTEGER);
  return id === null ? null : findBatch(call.needs.db, id);
}

function batchView(batch: Batch): object {
  return {
    id: String(batch.id),
    path: `/batches/${batch.id}`,
    title: batch.kind === 'apply' ? 'Applied' : 'Undone',
    kind: batch.kind,
    undoes:
      batch.undoesBatchId === null
        ? null
        : { id: String(batch.undoesBatchId), path: `/batches/${batch.undoesBatchId}` },
    state: stateOf(batch),
    isBad: batch.state === 'failed',
    failure: batch.failure === null ? null : cleanText(batch.failure),
    items: counted(batch.items, 'recommendation'),
    actor: cleanText(personOf(batch.actor)),
    started: moment(batch.startedAt),
    finished: momentOrNull(batch.settledAt),
  };
}

function stateOf({ state, settledAt }: Batch): string {
  switch (state) {
    case 'running':
      return 'Under way';
    case 'done':
      return settledAt === null ? 'In force, the list is being brought up to date' : 'Done';
    case 'failed':
      return 'Failed: nothing of it is in force';
  }
}
