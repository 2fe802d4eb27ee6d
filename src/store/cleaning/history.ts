import { jsonFromColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';

/** What the audit log tells of one recommendation. */
export type HistoryEntry = {
  readonly auditId: number;
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly action: string;
  readonly note: string | null;
  readonly batchId: number | null;
  /** system: what disproved it */
  readonly because: readonly string[];
};

/** Oldest first. */
export async function recommendationHistory(db: Db, id: number): Promise<readonly HistoryEntry[]> {
  const rows: readonly Row[] = await db('recommendation_events as e')
    .join('audit_log as a', 'a.id', 'e.audit_id')
    .where('e.recommendation_id', id)
    .orderBy('a.id')
    .select('a.id', 'a.at', 'a.actor', 'a.action', 'a.detail');
  return rows.map((row) => entryOf(row, id));
}

function entryOf(row: Row, id: number): HistoryEntry {
  const read = readRow(row);
  const detail = jsonFromColumn(row['detail']);
  const field = (name: string): unknown =>
    typeof detail === 'object' && detail !== null ? Reflect.get(detail, name) : undefined;
  const note = field('note');
  const batch = field('batch');
  const because = field('because');
  const own: unknown =
    typeof because === 'object' && because !== null ? Reflect.get(because, String(id)) : undefined;
  return {
    auditId: read.number('id'),
    at: read.time('at'),
    actor: read.text('actor'),
    action: read.text('action'),
    note: typeof note === 'string' ? note : null,
    batchId: typeof batch === 'number' ? batch : null,
    because: Array.isArray(own) ? own.filter((word) => typeof word === 'string') : [],
  };
}
