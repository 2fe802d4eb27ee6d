import type { VariantRow } from '../../core/source-row.ts';
import { type Cells, flag, id, refuse, requiredText, shortText, text } from './cells.ts';
import type { InterchangeKind } from './interchange-kind.ts';

export const VARIANTS: InterchangeKind<VariantRow> = {
  kind: 'variants',
  idColumns: ['campaign_id', 'variant_id'],
  required: ['variant_id', 'campaign_id', 'label'],
  optional: ['planned_share', 'is_holdout', 'is_control', 'text'],
  parse: (cells) => ({
    variantId: id(cells, 0),
    campaignId: id(cells, 1),
    label: requiredText(cells, 2, 200),
    plannedShare: readShare(cells, 3),
    isHoldout: flag(cells, 4),
    isControl: flag(cells, 5),
    text: shortText(cells, 6, 10_000),
  }),
};

function readShare(cells: Cells, index: number): string | null {
  const value = text(cells, index);
  if (value === null) return null;
  // a third has as many digits as the program that wrote it
  if (!/^(0?\.\d{1,20}|0|1(\.0{1,20})?)$/.test(value)) refuse(cells, index, 'must be a share from 0 to 1');
  return value.slice(0, 8);
}
