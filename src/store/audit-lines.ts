import { jsonFromColumn } from './column-values.ts';
import type { Db } from './connect.ts';
import { readRow } from './read-row.ts';
import type { Row } from './select-rows.ts';

/** An entry of the audit log as people look at it. */
export type AuditLine = {
  readonly id: number;
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly action: string;
  readonly object: string;
  /** as it was written; null = nothing more to say */
  readonly detail: unknown;
};

export type AuditLinesFilter = {
  /** starts with */
  readonly actor?: string;
  readonly action?: string;
  readonly object?: string;
  /** entries older than this one; for the next page */
  readonly before?: number;
};

const COLUMNS = ['a.id', 'a.at', 'a.actor', 'a.action', 'a.object', 'a.detail'];

/** Newest first. */
export async function listAuditLines(
  db: Db,
  filter: AuditLinesFilter,
  most: number,
): Promise<readonly AuditLine[]> {
  const query = db('audit_log AS a').orderBy('a.id', 'desc').limit(most);
  for (const name of ['actor', 'action', 'object'] as const) {
    const start = filter[name];
    if (start !== undefined) void query.where(`a.${name}`, 'like', `${start.replace(/[\\%_]/g, '\\$&')}%`);
  }
  if (filter.before !== undefined) void query.where('a.id', '<', filter.before);
  const rows: readonly Row[] = await query.select(COLUMNS);
  return rows.map(lineFrom);
}

/** What was ever done to one recommendation, newest first. */
export async function auditOfRecommendation(
  db: Db,
  recommendationId: number,
  most: number,
): Promise<readonly AuditLine[]> {
  const rows: readonly Row[] = await db('recommendation_events AS e')
    .join('audit_log AS a', 'a.id', 'e.audit_id')
    .where('e.recommendation_id', recommendationId)
    .orderBy('a.id', 'desc')
    .limit(most)
    .select(COLUMNS);
  return rows.map(lineFrom);
}

function lineFrom(row: Row): AuditLine {
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
