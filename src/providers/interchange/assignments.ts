import type { AssignmentRow } from '../../core/source-row.ts';
import { id, time } from './cells.ts';
import type { InterchangeKind } from './interchange-kind.ts';

export const ASSIGNMENTS: InterchangeKind<AssignmentRow> = {
  kind: 'assignments',
  idColumns: ['campaign_id', 'contact_id', 'variant_id'],
  required: ['campaign_id', 'variant_id', 'contact_id', 'assigned_at'],
  optional: [],
  parse: (cells) => ({
    campaignId: id(cells, 0),
    variantId: id(cells, 1),
    contactId: id(cells, 2),
    assignedMs: time(cells, 3),
  }),
};
