import type { SegmentRow } from '../../../core/source-row.ts';
import type { ImportTable } from '../import-table.ts';

export const SEGMENT_TABLE: ImportTable<SegmentRow> = {
  kind: 'segments',
  columns: ['segment_id', 'name'],
  fields: (row) => [row.segmentId, row.name],
  key: (row) => row.segmentId,
  repeats: { keep: 'last' },
  merge: 'subjects',
};
