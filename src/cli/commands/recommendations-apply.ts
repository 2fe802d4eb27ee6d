import type { Command } from 'commander';
import type { App } from '../../app.ts';
import { Failure } from '../../core/failure.ts';
import { reachOf } from '../../fault-point.ts';
import {
  applyRecommendations,
  type BatchResult,
  resumeBatches,
  undoBatch,
} from '../../pipelines/apply-recommendations.ts';
import type { BatchNeeds } from '../../pipelines/run-batch.ts';
import { listBatches } from '../../store/cleaning/batches.ts';
import { releaseRun } from '../../store/cleaning/runs.ts';
import { versionsOf } from '../../store/cleaning/versions.ts';
import { retriedTransaction } from '../../store/retried-transaction.ts';
import { actor } from '../actor.ts';
import type { CommandContext } from '../context.ts';
import { at } from '../print-recommendations.ts';
import { processOwner } from '../process-owner.ts';
import {
  addFilterFlags,
  choiceOf,
  type FilterFlags,
  readFilter,
  readNamed,
  readNumber,
  requireOneWay,
} from '../recommendation-flags.ts';
import { shownCount } from '../shown-count.ts';
import { textTable } from '../text-table.ts';

type ApplyFlags = FilterFlags & {
  readonly all?: boolean;
  readonly allowLarge?: boolean;
  readonly json?: boolean;
};
type UndoFlags = { readonly batch?: string; readonly note?: string; readonly json?: boolean };

export function registerApply(recommendations: Command, context: CommandContext): void {
  addFilterFlags(
    recommendations
      .command('apply')
      .description('apply what is approved, whole or not at all')
      .argument('[ids...]', '17, or 17@3: only if it is still as version 3 was listed'),
    'without-state',
  )
    .option('--all', 'everything that is approved')
    .option('--allow-large', 'more than 20 % of the list or of a segment may go')
    .option('--json', 'as JSON')
    .action((ids: readonly string[], flags: ApplyFlags) => apply(context, ids, flags));

  recommendations
    .command('undo')
    .description('take back what a batch, or single recommendations, did; nothing else')
    .argument('[ids...]', 'of applied recommendations')
    .option('--batch <id>', 'all of this batch')
    .option('--note <text>', 'why')
    .option('--json', 'as JSON')
    .action((ids: readonly string[], flags: UndoFlags) => undo(context, ids, flags));

  recommendations
    .command('release <run...>')
    .description('let the recommendations of a search be applied although they take out more than 5 %')
    .option('--note <text>', 'why')
    .action((runs: readonly string[], { note }: { readonly note?: string }) => release(context, runs, note));

  recommendations
    .command('batches')
    .description('what was applied and undone, newest first')
    .option('--resume', 'first go on with what a dead process left behind')
    .option('--json', 'as JSON')
    .action((flags: { readonly resume?: boolean; readonly json?: boolean }) => batches(context, flags));
}

async function apply(context: CommandContext, words: readonly string[], flags: ApplyFlags): Promise<void> {
  const named = readNamed(words);
  requireOneWay(named, flags);
  const app = await context.app();
  const choice = choiceOf(named, await versionsOf(app.db, named), {
    ...readFilter(flags),
    state: 'approved',
  });
  const result = await applyRecommendations(
    { ...batchNeeds(app), fourEyes: app.config.FOUR_EYES },
    { choice, actor: actor(), isLargeAllowed: flags.allowLarge === true, at: await app.now() },
  );
  tell(context, result, flags.json === true);
}

async function undo(context: CommandContext, words: readonly string[], flags: UndoFlags): Promise<void> {
  const ids = readNamed(words).map(({ id }) => id);
  if ((flags.batch === undefined) === (ids.length === 0))
    throw new Failure('bad-input', 'undo: name either ids or --batch');
  const what = flags.batch === undefined ? { ids } : { batchId: readNumber(flags.batch, '--batch') };
  const app = await context.app();
  const result = await undoBatch(batchNeeds(app), {
    what,
    actor: actor(),
    note: flags.note ?? null,
    at: await app.now(),
  });
  tell(context, result, flags.json === true);
}

async function release(
  context: CommandContext,
  words: readonly string[],
  note: string | undefined,
): Promise<void> {
  const runs = words.map((word) => readNumber(word, 'run'));
  const { db, now } = await context.app();
  const when = await now();
  const by = { actor: actor(), note: note ?? null, at: when };
  await retriedTransaction(db, async (trx) => {
    for (const run of runs) await releaseRun(trx, run, by);
  });
  context.stdout(`released: run ${runs.join(', ')}\n`);
}

async function batches(
  context: CommandContext,
  flags: { readonly resume?: boolean; readonly json?: boolean },
): Promise<void> {
  const app = await context.app();
  if (flags.resume === true)
    for (const { batchId } of await resumeBatches(batchNeeds(app)))
      context.stderr(`went on with batch ${batchId}\n`);
  const found = await listBatches(app.db, 50);
  if (flags.json === true) {
    const shown = found.map((batch) => ({
      batch_id: String(batch.id),
      kind: batch.kind,
      undoes_batch_id: batch.undoesBatchId === null ? null : String(batch.undoesBatchId),
      state: batch.state,
      items: batch.items,
      actor: batch.actor,
      started_at: batch.startedAt.toString(),
      finished_at: batch.finishedAt?.toString() ?? null,
      settled_at: batch.settledAt?.toString() ?? null,
      failure: batch.failure,
    }));
    return context.stdout(`${JSON.stringify(shown, null, 2)}\n`);
  }
  if (found.length === 0) return context.stderr('nothing was applied yet\n');
  const columns = ['batch', 'kind', 'state', 'items', 'by', 'begun (UTC)', 'holds since (UTC)'];
  context.stdout(
    textTable(
      columns.map((title) => ({ title, align: title === 'items' ? ('right' as const) : ('left' as const) })),
      found.map((batch) => [
        String(batch.id),
        batch.undoesBatchId === null ? batch.kind : `${batch.kind} of ${batch.undoesBatchId}`,
        batch.state === 'done' && batch.settledAt === null ? 'done, settling' : batch.state,
        shownCount(batch.items),
        batch.actor,
        at(batch.startedAt),
        batch.finishedAt === null ? '-' : at(batch.finishedAt),
      ]),
    ),
  );
}

function batchNeeds({ db, config }: App): BatchNeeds {
  const owner = processOwner();
  return { db, owner, reach: reachOf(config.FAULT_POINT) };
}

function tell(context: CommandContext, { batchId, items, states }: BatchResult, json: boolean): void {
  if (json)
    return context.stdout(`${JSON.stringify({ batch_id: String(batchId), items, states }, null, 2)}\n`);
  const parts = Object.entries(states).map(([state, count]) => `${shownCount(count)} ${state}`);
  context.stdout(`batch ${batchId}: ${parts.join(', ')}\n`);
}
