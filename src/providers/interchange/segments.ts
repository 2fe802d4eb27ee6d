import type { SegmentRow } from '../../core/source-row.ts';
import { id, requiredText } from './cells.ts';
import type { InterchangeKind } from './interchange-kind.ts';

export const SEGMENTS: InterchangeKind<SegmentRow> = {
  kind: 'segments',
  idColumns: ['segment_id'],
  required: ['segment_id', 'name'],
  optional: [],
  parse: (cells) => ({ segmentId: id(cells, 0), name: requiredText(cells, 1, 200) }),
};
