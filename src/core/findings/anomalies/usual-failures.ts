import type { CampaignRates, Tried } from './campaign-rates.ts';

/** Failures to be expected of a campaign, from those of other campaigns in the same segments: old lists fail more. */
export function usualFailures(
  campaigns: readonly Pick<CampaignRates, 'delivery'>[],
): (campaign: Pick<CampaignRates, 'delivery'>) => number {
  const all = campaigns.flatMap(({ delivery }) => delivery.bySegment);
  const overall = rateOf(all, 0.5, 25);
  const rates = new Map(
    [...Map.groupBy(all, ({ segment }) => segment)].map(([segment, list]) => [
      segment,
      rateOf(list, BELIEF * overall, BELIEF),
    ]),
  );
  return ({ delivery }) =>
    delivery.bySegment.reduce((sum, { segment, tried }) => sum + tried * (rates.get(segment) ?? overall), 0);
}

/** A segment is like the others until it was tried so often. */
const BELIEF = 200;

function rateOf(list: readonly Tried[], failed: number, tried: number): number {
  const sum = list.reduce((all, one) => all + one.failed, failed);
  return sum / list.reduce((all, one) => all + one.tried, tried);
}
