import { agentVerdict } from '../../core/click-verdict.ts';
import { hash32 } from '../../core/hash-text.ts';
import type { ClickRow } from '../../core/source-row.ts';
import { id, optionalId, shortText, text, time, word } from './cells.ts';
import type { InterchangeKind } from './interchange-kind.ts';

/** `contact_id` is taken and not used: the message knows its contact. */
export const CLICKS: InterchangeKind<ClickRow> = {
  kind: 'clicks',
  idColumns: ['click_id'],
  required: ['click_id', 'message_id', 'clicked_at'],
  optional: ['link_id', 'user_agent_class', 'user_agent', 'ip', 'method', 'contact_id', 'url'],
  parse: (cells) => {
    const agentClass = word(cells, 4, ['unknown', 'mobile', 'datacenter'], 'unknown');
    const userAgent = text(cells, 5);
    const method = shortText(cells, 7, 16);
    return {
      clickId: id(cells, 0),
      messageId: id(cells, 1),
      clickedMs: time(cells, 2),
      linkId: optionalId(cells, 3),
      url: shortText(cells, 9, 2_000),
      agentClass,
      agentSays: agentVerdict({ method, userAgent, agentClass }),
      agentHash: userAgent === null ? null : hash32(userAgent),
      address: shortText(cells, 6, 64),
    };
  },
};
