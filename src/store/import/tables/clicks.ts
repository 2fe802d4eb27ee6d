import { AGENT_CLASSES, CLICK_VERDICTS } from '../../../core/click-verdict.ts';
import type { ClickRow } from '../../../core/source-row.ts';
import type { ImportTable } from '../import-table.ts';
import { dateTime } from '../tsv.ts';

/** A click whose address is hashed, in hex. */
export type SealedClick = Omit<ClickRow, 'address'> & { readonly addressHash: string | null };

export const CLICK_TABLE: ImportTable<SealedClick> = {
  kind: 'clicks',
  columns: [
    'click_id',
    'message_id',
    'link_id',
    'url',
    'clicked_at',
    'agent_class',
    'agent_verdict',
    'agent_hash',
    'ip_hash',
  ],
  fields: (row) => [
    row.clickId,
    row.messageId,
    row.linkId,
    row.url,
    dateTime(row.clickedMs),
    AGENT_CLASSES[row.agentClass],
    CLICK_VERDICTS[row.agentSays],
    row.agentHash,
    row.addressHash,
  ],
  key: (row) => row.clickId,
  repeats: { keep: 'first' },
  merge: 'clicks',
};
