import type { Db } from '../connect.ts';
import type { Chunk } from './chunk.ts';
import type { ImportTable, MergedRows, RefusedReference } from './import-table.ts';
import { mergeContacts } from './merge-contacts.ts';
import { mergeMessages } from './merge-messages.ts';
import { type MergeSession, run, select, toRefusal } from './merge-session.ts';
import { stageLines } from './stage.ts';

/**
 * Stages the rows of a chunk and merges them, set by set. Call it inside a transaction; any error must roll that
 * back. `chunk.duplicate` and `chunk.stale` are part of the counts.
 */
export async function mergeRows(
  trx: Db,
  table: Pick<ImportTable<never>, 'kind' | 'columns' | 'merge'>,
  chunk: Chunk,
  options: Pick<MergeSession, 'refusalsAtMost' | 'onStatement'>,
): Promise<MergedRows> {
  const session: MergeSession = {
    trx,
    name: table.kind.replace('_', '-'),
    hasRepeats: chunk.hasRepeats,
    ...options,
  };
  await dropStage(trx);
  await run(session, `create-${session.name}`);
  await run(session, 'create-found');
  await run(session, 'create-changed');
  const started = performance.now();
  await stageLines(trx, table.columns, chunk.lines);
  options.onStatement?.('stage', performance.now() - started);
  if (table.merge === 'clicks') await run(session, 'add-links');
  await run(session, `find-${session.name}`);
  const merged = await mergeFound(session, table.merge);
  await dropStage(trx);
  return { ...merged, duplicate: merged.duplicate + chunk.duplicate, stale: merged.stale + chunk.stale };
}

async function mergeFound(session: MergeSession, how: ImportTable<never>['merge']): Promise<MergedRows> {
  const found = await lookAtFound(session);
  const refusals = await dropRefused(session, found.refused);
  const refused = { refused: found.refused, refusals };
  // known rows that were refused are still counted in found.known: look again
  const { rows, known } = found.refused === 0 ? found : await lookAtFound(session);
  switch (how) {
    case 'events':
    case 'clicks':
      if (rows > known) await run(session, `add-${session.name}`);
      return { applied: rows - known, duplicate: known, stale: 0, ...refused };
    case 'subjects':
    case 'campaigns':
      return { ...(await mergeSubjects(session, rows, known, how === 'campaigns')), ...refused };
    case 'contacts':
      return { ...(await mergeContacts(session, rows, known)), ...refused };
    case 'messages':
      return mergeMessages(session, rows, known, refused);
  }
}

async function mergeSubjects(
  session: MergeSession,
  rows: number,
  known: number,
  touches: boolean,
): Promise<Pick<MergedRows, 'applied' | 'duplicate' | 'stale'>> {
  const changed = known === 0 ? 0 : await run(session, `find-changed-${session.name}`);
  if (changed > 0) {
    if (touches) await run(session, `touch-messages-of-${session.name}`);
    await run(session, `change-${session.name}`);
  }
  if (rows > known) await run(session, `add-${session.name}`);
  return { applied: rows - known + changed, duplicate: known - changed, stale: 0 };
}

type Found = { readonly rows: number; readonly known: number; readonly refused: number };

async function lookAtFound(session: MergeSession): Promise<Found> {
  const row = (await select(session, 'look-at-found'))[0];
  return {
    rows: Number(row?.found_rows),
    known: Number(row?.known_rows),
    refused: Number(row?.refused_rows),
  };
}

async function dropRefused(session: MergeSession, refused: number): Promise<readonly RefusedReference[]> {
  if (refused === 0) return [];
  const rows = await select(session, 'find-refused', { limit: Math.max(1, session.refusalsAtMost) });
  await run(session, 'drop-refused');
  return rows.map(toRefusal);
}

const STAGE = [
  'import_rows',
  'import_found',
  'import_changed',
  'import_seen',
  'import_phones',
  'import_persons',
];

/** DROP TEMPORARY ends no transaction. */
async function dropStage(trx: Db): Promise<void> {
  await trx.raw(`DROP TEMPORARY TABLE IF EXISTS ${STAGE.join(', ')}`);
}
