import type { Db } from '../connect.ts';
import { carryOverContacts } from '../phones/move-hashes.ts';
import { statement } from '../roll-up/statement.ts';
import type { Chunk } from './chunk.ts';
import type { ImportTable, MergedRows, RefusedReference } from './import-table.ts';
import { addAtOnce } from './merge-at-once.ts';
import { mergeContacts } from './merge-contacts.ts';
import { mergeMessages } from './merge-messages.ts';
import { type MergeSession, run, select, toRefusal } from './merge-session.ts';
import { applyOverrides, noteOddCodes } from './odd-codes.ts';
import { stageLines } from './stage.ts';

export type MergeOptions = Pick<MergeSession, 'refusalsAtMost' | 'onStatement'> & {
  /** true = likely nothing of the chunk is known yet */
  readonly tryAtOnce: boolean;
  /** contacts: true = some numbers still stand under the key before */
  readonly isMoving?: boolean;
};

type Table = Pick<ImportTable<never>, 'kind' | 'columns' | 'merge'>;

/**
 * Puts the rows of a chunk into temporary tables of this connection. Locks nothing: it may go on while another
 * connection merges the chunk before.
 */
export async function stageRows(
  trx: Db,
  table: Table,
  chunk: Chunk,
  onStatement?: MergeOptions['onStatement'],
): Promise<void> {
  await dropStage(trx);
  await trx.raw(statement(`import/create-${fileName(table)}`));
  const started = performance.now();
  await stageLines(trx, table.columns, chunk.lines);
  onStatement?.('stage', performance.now() - started);
}

/**
 * Merges the rows that `stageRows` staged in the same transaction, set by set; any error must roll that back.
 * `chunk.duplicate` and `chunk.stale` are part of the counts.
 */
export async function mergeRows(
  trx: Db,
  table: Table,
  chunk: Chunk,
  options: MergeOptions,
): Promise<MergedRows> {
  const session: MergeSession = { trx, name: fileName(table), hasRepeats: chunk.hasRepeats, ...options };
  const codes = table.columns.includes('is_known_code') ? await applyOverrides(session) : null;
  if (options.isMoving === true) await carryOverContacts(trx);
  const merged = await mergeStaged(session, table.merge, chunk.lines.count, options.tryAtOnce);
  if (codes !== null) await noteOddCodes(session, codes);
  await dropStage(trx);
  return { ...merged, duplicate: merged.duplicate + chunk.duplicate, stale: merged.stale + chunk.stale };
}

function fileName({ kind }: Table): string {
  return kind.replace('_', '-');
}

async function mergeStaged(
  session: MergeSession,
  how: ImportTable<never>['merge'],
  rows: number,
  tryAtOnce: boolean,
): Promise<MergedRows> {
  if (how === 'clicks') {
    await run(session, 'add-links');
    await run(session, 'name-links');
  }
  if (tryAtOnce && (await addAtOnce(session, rows)))
    return { applied: rows, duplicate: 0, stale: 0, refused: 0, refusals: [] };
  await run(session, 'create-found');
  await run(session, 'create-changed');
  await run(session, `find-${session.name}`);
  return mergeFound(session, how);
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
  'import_twins',
];

/** DROP TEMPORARY ends no transaction. */
async function dropStage(trx: Db): Promise<void> {
  await trx.raw(`DROP TEMPORARY TABLE IF EXISTS ${STAGE.join(', ')}`);
}
