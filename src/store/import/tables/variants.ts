import type { VariantRow } from '../../../core/source-row.ts';
import type { ImportTable } from '../import-table.ts';

export const VARIANT_TABLE: ImportTable<VariantRow> = {
  kind: 'variants',
  columns: ['campaign_id', 'variant_id', 'label', 'text', 'planned_share', 'is_control', 'is_holdout'],
  fields: (row) => [
    row.campaignId,
    row.variantId,
    row.label,
    row.text,
    row.plannedShare,
    row.isControl,
    row.isHoldout,
  ],
  key: (row) => `${row.campaignId}\n${row.variantId}`,
  repeats: { keep: 'last' },
  merge: 'subjects',
};
