import type { AnomalyFinding, DriftFinding } from '../findings.ts';
import { baselineSpread } from './baseline-spread.ts';
import type { CampaignRates } from './campaign-rates.ts';
import { LEAST_DELIVERED } from './click-anomalies.ts';
import { effectOf } from './click-effect.ts';
import { ewma } from './ewma.ts';
import { usualFailures } from './usual-failures.ts';

/**
 * Is the programme as a whole off its baseline now, and since which campaign? The smoothed deviation of campaigns from what
 * their segments did in the baseline; campaigns that are anomalies left out. A drift that has ended is no finding,
 * nor are fewer opt-outs or failures.
 *
 * @param weekOf UTC week of a campaign, any count; null = not of the baseline
 */
export function programmeDrift(
  rates: readonly CampaignRates[],
  anomalies: readonly AnomalyFinding[],
  weekOf: (campaign: CampaignRates) => number | null,
): readonly DriftFinding[] {
  const failuresOf = usualFailures(rates.filter((one) => weekOf(one) !== null));
  const countedOf: Readonly<Record<DriftFinding['metric'], (one: CampaignRates) => Counted>> = {
    clicks: ({ clicks }) => ({ ...clicks, expected: clicks.expectedBefore }),
    'opt-outs': ({ optOuts }) => ({ ...optOuts, expected: optOuts.expectedBefore }),
    delivery: (one) => ({ ...one.delivery, expected: failuresOf(one) }),
  };
  return METRICS.flatMap((metric) => {
    const flagged = new Set(
      anomalies.filter((one) => one.metric === metric).map(({ campaignId }) => campaignId),
    );
    const points = rates.flatMap((one): Point[] => {
      const counted = countedOf[metric](one);
      if (flagged.has(one.campaign.campaignId) || counted.of < LEAST_DELIVERED) return [];
      return [{ campaignId: one.campaign.campaignId, value: effectOf(counted), week: weekOf(one) }];
    });
    const drift = driftOf(points);
    return drift === null || (metric !== 'clicks' && drift.direction === 'low') ? [] : [{ metric, ...drift }];
  });
}

const METRICS = ['clicks', 'opt-outs', 'delivery'] as const;

type Counted = { readonly count: number; readonly of: number; readonly expected: number };
type Point = { readonly campaignId: string; readonly value: number; readonly week: number | null };

function driftOf(points: readonly Point[]): Omit<DriftFinding, 'metric'> | null {
  const usual = baselineSpread(points.flatMap(({ value, week }) => (week === null ? [] : [{ value, week }])));
  if (usual === null) return null;
  const later = points.filter(({ week }) => week === null);
  const smoothed = ewma(
    later.map(({ value }) => (value - usual.centre) / Math.sqrt(usual.variance)),
    usual.betweenWeeks / usual.variance,
  );
  const last = smoothed.at(-1);
  if (last === undefined || Math.abs(last.smoothed) <= last.limit) return null;
  const inside = smoothed.findLastIndex(
    (one) => Math.abs(one.smoothed) <= one.limit || one.smoothed > 0 !== last.smoothed > 0,
  );
  return {
    direction: last.smoothed > 0 ? 'high' : 'low',
    sinceCampaignId: later[inside + 1]?.campaignId ?? '',
    smoothed: last.smoothed,
    limit: last.limit,
  };
}
