import type { Db } from '../connect.ts';

/** Ids of the sending platform by ours. A message without a segment is in the segment ''. */
export type Names = {
  readonly campaignId: (id: number) => string;
  readonly segment: (id: number) => string;
  /** our ids; 0 and -1 = none */
  readonly campaignNumber: (campaignId: string) => number;
  readonly segmentNumber: (segment: string) => number;
};

export async function loadNames(db: Db): Promise<Names> {
  const campaigns: readonly { readonly id: number; readonly campaign_id: string }[] = await db(
    'campaigns',
  ).select('id', 'campaign_id');
  const segments: readonly { readonly id: number; readonly segment_id: string }[] = await db(
    'segments',
  ).select('id', 'segment_id');
  const campaignIds = new Map(campaigns.map((row) => [Number(row.id), row.campaign_id]));
  const segmentIds = new Map(segments.map((row) => [Number(row.id), row.segment_id]));
  const campaignNumbers = new Map([...campaignIds].map(([id, name]) => [name, id]));
  const segmentNumbers = new Map([...segmentIds].map(([id, name]) => [name, id]));
  return {
    campaignId: (id) => campaignIds.get(id) ?? '',
    segment: (id) => segmentIds.get(id) ?? '',
    campaignNumber: (campaignId) => campaignNumbers.get(campaignId) ?? 0,
    segmentNumber: (segment) => segmentNumbers.get(segment) ?? 0,
  };
}
