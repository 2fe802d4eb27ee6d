import { type Check, failed, ok, warning } from '../core/check.ts';
import { SOURCE_KINDS, type SourceKind } from '../core/source-kind.ts';
import type { Db } from '../store/connect.ts';
import { followedKinds, refusedOfSource } from '../store/foreign/cursors.ts';
import { examineGrants } from '../store/foreign/examine-grants.ts';
import { readReplicaLag } from '../store/foreign/replica-lag.ts';
import { cursorColumn, listSourceTables, type SourceTable } from '../store/foreign/source-table.ts';
import { IMPORT_STEPS } from './import-steps.ts';

/** Without these there is nothing to report on. */
const NEEDED: ReadonlySet<SourceKind> = new Set(['contacts', 'campaigns', 'messages']);

/**
 * Looks at a foreign source: tables or views, their columns, the rights of our account. Both must already answer.
 * `db` is ours: what was mirrored before must not be missed without a word.
 */
export async function examineSource(source: Db, db: Db): Promise<readonly Check[]> {
  const tables = await listSourceTables(source, SOURCE_KINDS);
  return [
    ...(await examineReplica(source)),
    ...(await examineSourceTables(source, tables, await followedKinds(db))),
    await examineRefused(db),
  ];
}

/** A minute behind is usual where a primary is busy. */
const BEHIND_S = 300;

/** Nothing is said of a source that is no replica, or does not tell. */
async function examineReplica(source: Db): Promise<readonly Check[]> {
  const lag = await readReplicaLag(source);
  if (lag === null) return [];
  const advice = 'reports wait for it, and are marked [PARTIAL] in the end';
  if (lag === 'stopped') return [warning('source replica', 'does not follow its primary', advice)];
  const seen = `${lag} s behind its primary`;
  return [lag > BEHIND_S ? warning('source replica', seen, advice) : ok('source replica', seen)];
}

async function examineRefused(db: Db): Promise<Check> {
  const refused = [...(await refusedOfSource(db))].map(([kind, rows]) => `${rows} of ${kind}`);
  return refused.length === 0
    ? ok('source rows', 'none refused')
    : warning(
        'source rows',
        `refused so far, again when read again: ${refused.join(', ')}`,
        'see the table import_rejects; a row is read again when it changes',
      );
}

export async function examineSourceTables(
  source: Db,
  tables: ReadonlyMap<SourceKind, SourceTable>,
  followed: ReadonlySet<string>,
): Promise<readonly Check[]> {
  const checks = SOURCE_KINDS.map((kind) => examineTable(kind, tables.get(kind), followed.has(kind)));
  return [...checks, await examineGrants(source)];
}

function examineTable(kind: SourceKind, table: SourceTable | undefined, isFollowed: boolean): Check {
  const subject = `source ${kind}`;
  const { required, columns } = IMPORT_STEPS[kind];
  if (table === undefined) return examineMissing(kind, isFollowed);
  if (table.columns.size === 0)
    return failed(
      subject,
      'refers to a table or column that is gone, or that its definer may not read',
      'make the view anew',
    );
  const missing = required.filter((column) => !table.columns.has(column));
  if (missing.length > 0)
    return failed(subject, `lacks ${missing.join(', ')}`, 'add the columns to the view');
  const by = cursorColumn(table);
  if (by === null)
    return failed(subject, 'lacks seq and updated_at', 'add a column that grows with each insert and change');
  const known = columns.filter((column) => table.columns.has(column)).length;
  return ok(subject, `${known} of ${columns.length} columns, followed by ${by}`);
}

function examineMissing(kind: SourceKind, isFollowed: boolean): Check {
  const subject = `source ${kind}`;
  const advice = `make a table or view ${kind} with ${IMPORT_STEPS[kind].required.join(', ')} and seq or updated_at`;
  if (isFollowed)
    return failed(subject, 'was read before and is missing now', `${advice}, or one without rows`);
  return NEEDED.has(kind)
    ? failed(subject, 'is missing, or our account may not read it', advice)
    : warning(subject, 'is missing', `${advice}, or do without`);
}
