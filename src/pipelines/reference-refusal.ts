import type { SourceKind } from '../core/source-kind.ts';
import type { RefusedReference } from '../store/import/import-table.ts';
import type { RejectedRow } from '../store/import/imports.ts';

const HOLDER: Readonly<Record<string, SourceKind>> = {
  contact_id: 'contacts',
  campaign_id: 'campaigns',
  variant_id: 'variants',
  segment_id: 'segments',
  message_id: 'messages',
};

/** Of a row that names what the database does not have. */
export function referenceRefusal({ rowNo, column }: RefusedReference): RejectedRow {
  const holder = HOLDER[column] ?? 'the other files';
  return { rowNo, column, reason: `is not known; import ${holder} first` };
}
