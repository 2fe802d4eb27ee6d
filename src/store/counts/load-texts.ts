import type { Db } from '../connect.ts';

export type VariantText = {
  /** ids of the sending platform */
  readonly campaignId: string;
  readonly variantId: string;
  readonly text: string;
  /** of the first message of the campaign; null = it has none */
  readonly provider: string | null;
};

/** Texts of the variants of campaigns, where they are known. */
export async function loadTexts(db: Db, campaignIds: readonly string[]): Promise<readonly VariantText[]> {
  if (campaignIds.length === 0) return [];
  const rows: readonly {
    readonly campaign_id: string;
    readonly variant_id: string;
    readonly text: string;
    readonly provider: string | null;
  }[] = await db('variants as v')
    .join('campaigns as c', 'c.id', 'v.campaign_id')
    .select('c.campaign_id', 'v.variant_id', 'v.text', { provider: firstProvider(db) })
    .whereIn('c.campaign_id', [...campaignIds])
    .whereNotNull('v.text')
    .orderBy('v.id');
  return rows.map(({ campaign_id, variant_id, text, provider }) => ({
    campaignId: campaign_id,
    variantId: variant_id,
    text,
    provider,
  }));
}

/** Two dives: a campaign goes out through one provider as a rule. */
function firstProvider(db: Db) {
  return db('messages as m')
    .select('m.provider')
    .where('m.campaign_id', db.ref('c.id'))
    .orderBy('m.sent_at')
    .limit(1);
}
