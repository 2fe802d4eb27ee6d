import type { ConversionRow } from '../../core/source-row.ts';
import { id, money, name, optionalId, time } from './cells.ts';
import type { InterchangeKind } from './interchange-kind.ts';

export const CONVERSIONS: InterchangeKind<ConversionRow> = {
  kind: 'conversions',
  idColumns: ['conversion_id'],
  required: ['conversion_id', 'contact_id', 'converted_at'],
  optional: ['order_id', 'message_id', 'kind', 'value', 'currency'],
  parse: (cells) => {
    // A refund is a negative value.
    const value = money(cells, 6, 7, true);
    return {
      conversionId: id(cells, 0),
      contactId: id(cells, 1),
      convertedMs: time(cells, 2),
      orderId: optionalId(cells, 3),
      messageId: optionalId(cells, 4),
      kind: name(cells, 5, 'purchase'),
      valueMicro: value.micro,
      currency: value.currency,
    };
  },
};
