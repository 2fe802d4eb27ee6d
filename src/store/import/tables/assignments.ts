import type { AssignmentRow } from '../../../core/source-row.ts';
import type { ImportTable } from '../import-table.ts';
import { dateTime } from '../tsv.ts';

/** A contact in two variants has crossed over: both rows are kept. */
export const ASSIGNMENT_TABLE: ImportTable<AssignmentRow> = {
  kind: 'assignments',
  columns: ['campaign_id', 'contact_id', 'variant_id', 'assigned_at'],
  fields: (row) => [row.campaignId, row.contactId, row.variantId, dateTime(row.assignedMs)],
  key: (row) => `${row.campaignId}\n${row.contactId}\n${row.variantId}`,
  repeats: { keep: 'first' },
  merge: 'events',
};
