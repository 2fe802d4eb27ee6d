import type { Db } from '../connect.ts';
import { carryOverContacts } from '../phones/move-hashes.ts';
import { statement } from '../roll-up/statement.ts';
import type { Chunk } from './chunk.ts';
import type { ImportTable, MergedRows, RefusedReference } from './import-table.ts';
import { addAtOnce } from './merge-at-once.ts';
import { mergeContacts } from './merge-contacts.ts';
import { mergeMessages } from './merge-messages.ts';
import { type MergeSession, run, select, toRefusal } from './merge-session.ts';
import { applyOverrides, noteOddCodes, type OddCodes } from './odd-codes.ts';
import { stageLines } from './stage.ts';

export type MergeOptions = Pick<MergeSession, 'refusalsAtMost' | 'onStatement'> & {
  /** true = likely nothing of the chunk is known yet */
  readonly tryAtOnce: boolean;
  /** what `tryRows` said of the chunk, in the same transaction */
  readonly tried?: Tried | undefined;
  /** contacts: true = some numbers still stand under the key before */
  readonly isMoving?: boolean;
};

/** isAdded: nothing of the chunk was known, all of it is in. */
export type Tried = { readonly isAdded: boolean; readonly codes: OddCodes | null };

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
 * Adds what `stageRows` staged where nothing of it was known, or nothing. It looks at none of the rows of the chunk before:
 * that one need not be committed yet, only added.
 *
 * @param onAdded told when the rows have their numbers; events of them may still be missing
 */
export async function tryRows(
  trx: Db,
  table: Table,
  chunk: Chunk,
  {
    tryAtOnce,
    onStatement,
    onAdded,
  }: Pick<MergeOptions, 'tryAtOnce' | 'onStatement'> & { onAdded?: () => void },
): Promise<Tried> {
  const session = { trx, name: fileName(table), hasRepeats: chunk.hasRepeats, onStatement, onAdded };
  const codes = table.columns.includes('is_known_code') ? await applyOverrides(session) : null;
  if (table.merge === 'clicks') {
    await run(session, 'add-links');
    await run(session, 'name-links');
  }
  return { isAdded: tryAtOnce && (await addAtOnce(session, chunk.lines.count)), codes };
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
  if (options.isMoving === true) await carryOverContacts(trx);
  const { isAdded, codes } = options.tried ?? (await tryRows(trx, table, chunk, options));
  const merged = isAdded ? allAdded(chunk) : await mergeStaged(session, table.merge);
  if (codes !== null) await noteOddCodes(session, codes);
  await dropStage(trx);
  return { ...merged, duplicate: merged.duplicate + chunk.duplicate, stale: merged.stale + chunk.stale };
}

function allAdded({ lines }: Chunk): MergedRows {
  return { applied: lines.count, duplicate: 0, stale: 0, refused: 0, refusals: [] };
}

function fileName({ kind }: Table): string {
  return kind.replace('_', '-');
}

async function mergeStaged(session: MergeSession, how: ImportTable<never>['merge']): Promise<MergedRows> {
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
