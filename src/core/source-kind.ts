/** What a file of the interchange format can hold, in the order in which files must be read: names before those who cite them. */
export const SOURCE_KINDS = [
  'segments',
  'contacts',
  'campaigns',
  'variants',
  'assignments',
  'messages',
  'receipts',
  'clicks',
  'conversions',
  'opt_outs',
  'inbound',
] as const;

export type SourceKind = (typeof SOURCE_KINDS)[number];
