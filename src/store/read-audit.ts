import { jsonFromColumn } from './column-values.ts';
import type { Db } from './connect.ts';
import { readRow } from './read-row.ts';
import type { Row } from './select-rows.ts';

export type AuditRow = {
  readonly id: number;
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly action: string;
  readonly object: string;
  readonly detail: unknown;
};

type AuditFilter = {
  readonly actor?: string;
  readonly action?: string;
  readonly object?: string;
  /** only entries with a lower id */
  readonly before?: number;
};

const COLUMNS = ['a.id', 'a.at', 'a.actor', 'a.action', 'a.object', 'a.detail'];

/** Newest first. */
export async function listAudit(
  db: Db,
  { before, ...narrowed }: AuditFilter,
  limit: number,
): Promise<readonly AuditRow[]> {
  const query = db('audit_log as a').orderBy('a.id', 'desc').limit(limit).select(COLUMNS);
  for (const [column, value] of Object.entries(narrowed)) void query.where(`a.${column}`, value);
  if (before !== undefined) void query.where('a.id', '<', before);
  const rows: readonly Row[] = await query;
  return rows.map(auditOf);
}

/** What the log tells of one recommendation, also as one of many; newest first. */
export async function auditOfRecommendation(db: Db, id: number, limit: number): Promise<readonly AuditRow[]> {
  const rows: readonly Row[] = await db('recommendation_events as e')
    .join('audit_log as a', 'a.id', 'e.audit_id')
    .where('e.recommendation_id', id)
    .orderBy('a.id', 'desc')
    .limit(limit)
    .select(COLUMNS);
  return rows.map(auditOf);
}

export function auditOf(row: Row): AuditRow {
  const read = readRow(row);
  return {
    id: read.number('id'),
    at: read.time('at'),
    actor: read.text('actor'),
    action: read.text('action'),
    object: read.text('object'),
    detail: jsonFromColumn(row['detail']) ?? null,
  };
}
