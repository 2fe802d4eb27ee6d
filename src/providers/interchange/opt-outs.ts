import type { OptOutRow } from '../../core/source-row.ts';
import { id, optionalId, shortText, time, word } from './cells.ts';
import type { InterchangeKind } from './interchange-kind.ts';

export const OPT_OUTS: InterchangeKind<OptOutRow> = {
  kind: 'opt_outs',
  idColumns: ['event_id'],
  required: ['event_id', 'contact_id', 'event', 'occurred_at'],
  optional: ['keyword', 'message_id'],
  parse: (cells) => ({
    eventId: id(cells, 0),
    contactId: id(cells, 1),
    event: word(cells, 2, ['opt_out', 'opt_in'], null),
    occurredMs: time(cells, 3),
    keyword: shortText(cells, 4, 64),
    messageId: optionalId(cells, 5),
  }),
};
