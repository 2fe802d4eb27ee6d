import type { Db } from '../connect.ts';
import { type Row, rowsOf } from '../select-rows.ts';

export type Variant = {
  /** our number for it */
  readonly id: number;
  readonly variantId: string;
  readonly label: string;
  /** 0..1; null = not said */
  readonly plannedShare: number | null;
  readonly isControl: boolean;
  readonly isHoldout: boolean;
};

/** Of one campaign (campaigns.id), in the order they came in. */
export async function loadVariants(db: Db, campaign: number): Promise<readonly Variant[]> {
  const rows: readonly Row[] = rowsOf([await db('variants').where({ campaign_id: campaign }).orderBy('id')]);
  return rows.map((row) => ({
    id: Number(row['id']),
    variantId: String(row['variant_id']),
    label: String(row['label']),
    plannedShare: row['planned_share'] === null ? null : Number(row['planned_share']),
    isControl: row['is_control'] === 1,
    isHoldout: row['is_holdout'] === 1,
  }));
}
