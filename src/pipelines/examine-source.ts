import { type Check, failed, ok, warning } from '../core/check.ts';
import { SOURCE_KINDS, type SourceKind } from '../core/source-kind.ts';
import type { Db } from '../store/connect.ts';
import { examineGrants } from '../store/foreign/examine-grants.ts';
import { cursorColumn, listSourceTables, type SourceTable } from '../store/foreign/source-table.ts';
import { IMPORT_STEPS } from './import-steps.ts';

/** Without these there is nothing to report on. */
const NEEDED: ReadonlySet<SourceKind> = new Set(['contacts', 'campaigns', 'messages']);

/** Looks at a foreign source: tables or views, their columns, the rights of our account. It must already answer. */
export async function examineSource(source: Db): Promise<readonly Check[]> {
  return examineSourceTables(source, await listSourceTables(source, SOURCE_KINDS));
}

export async function examineSourceTables(
  source: Db,
  tables: ReadonlyMap<SourceKind, SourceTable>,
): Promise<readonly Check[]> {
  return [...SOURCE_KINDS.map((kind) => examineTable(kind, tables.get(kind))), await examineGrants(source)];
}

function examineTable(kind: SourceKind, table: SourceTable | undefined): Check {
  const subject = `source ${kind}`;
  const { required, columns } = IMPORT_STEPS[kind];
  if (table === undefined) {
    const advice = `make a table or view ${kind} with ${required.join(', ')} and seq or updated_at`;
    return NEEDED.has(kind)
      ? failed(subject, 'is missing, or our account may not read it', advice)
      : warning(subject, 'is missing', `${advice}, or do without`);
  }
  const missing = required.filter((column) => !table.columns.has(column));
  if (missing.length > 0)
    return failed(subject, `lacks ${missing.join(', ')}`, 'add the columns to the view');
  const by = cursorColumn(table);
  if (by === null)
    return failed(subject, 'lacks seq and updated_at', 'add a column that grows with each insert and change');
  const known = columns.filter((column) => table.columns.has(column)).length;
  return ok(subject, `${known} of ${columns.length} columns, followed by ${by}`);
}
