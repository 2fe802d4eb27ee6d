import type { InboundRow } from '../../core/source-row.ts';
import { id, shortText, text, time } from './cells.ts';
import type { InterchangeKind } from './interchange-kind.ts';

const TEXT_KEPT = 1_600;

export const INBOUND: InterchangeKind<InboundRow> = {
  kind: 'inbound',
  idColumns: ['inbound_id'],
  required: ['inbound_id', 'contact_id', 'occurred_at'],
  optional: ['text', 'keyword'],
  parse: (cells) => ({
    inboundId: id(cells, 0),
    contactId: id(cells, 1),
    occurredMs: time(cells, 2),
    text: text(cells, 3)?.slice(0, TEXT_KEPT) ?? null,
    keyword: shortText(cells, 4, 64),
  }),
};
