export type SourceTable = 'messages' | 'receipts' | 'clicks' | 'conversions' | 'opt_outs' | 'inbound';

/**
 * Where new rows come from, with increasing ids, and the statement that puts an id range into the tick; new messages
 * are taken by their range.
 */
export const SOURCES: readonly { readonly table: SourceTable; readonly collect: string | null }[] = [
  { table: 'messages', collect: null },
  { table: 'receipts', collect: 'collect-receipts' },
  { table: 'clicks', collect: 'collect-clicks' },
  { table: 'conversions', collect: 'collect-conversions' },
  { table: 'opt_outs', collect: 'collect-opt-outs' },
  { table: 'inbound', collect: 'collect-inbound' },
];
