import type { Figure } from '../../core/platform-plan.ts';
import type { Db } from '../connect.ts';

export type CampaignCounts = Readonly<Record<Figure, number>>;

/** What we have counted of each campaign, all its time; a campaign that is not there is left out. */
export async function countCampaigns(
  db: Db,
  campaignIds: readonly string[],
): Promise<ReadonlyMap<string, CampaignCounts>> {
  const campaigns = await db('campaigns')
    .whereIn('campaign_id', [...campaignIds])
    .select('id', 'campaign_id');
  // a row for each currency
  const rows: readonly CubeRow[] = await db('cube_campaigns')
    .whereIn(
      'campaign_id',
      campaigns.map(({ id }) => id),
    )
    .select('*');
  return new Map(
    campaigns.map(({ id, campaign_id }) => [
      campaign_id,
      sum(rows.filter((row) => Number(row.campaign_id) === Number(id))),
    ]),
  );
}

type CubeRow = Readonly<Record<string, unknown>>;

function sum(rows: readonly CubeRow[]): CampaignCounts {
  const of = (...columns: readonly string[]): number =>
    rows.reduce((all, row) => all + columns.reduce((part, column) => part + Number(row[column]), 0), 0);
  return {
    sent: of('attempted'),
    delivered: of('delivered'),
    failed: of('undelivered', 'expired', 'rejected', 'failed'),
    clicks: of('hits'),
    clickers: of('raw_clicking_contacts'),
    opt_outs: of('opted_out_contacts'),
  };
}
