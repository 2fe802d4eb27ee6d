import { benjaminiHochberg } from '../../stats/adjust-p-values.ts';
import type { AnomalyFinding } from '../findings.ts';
import type { FailureCell } from '../history.ts';
import type { CampaignRates } from './campaign-rates.ts';
import { LEAST_DELIVERED } from './click-anomalies.ts';
import { countAnomaly } from './count-anomaly.ts';
import { countTail, usualSpread } from './count-tail.ts';
import { testInTurn } from './earlier-campaigns.ts';
import { failureSources } from './failure-sources.ts';
import { usualFailures } from './usual-failures.ts';

/**
 * Campaigns with more failures than the segments they went to let expect, by at least four points (findings.md 6), and
 * where most of the excess stands. Numbers already known to be bad are in no count.
 */
export function deliveryAnomalies(
  rates: readonly CampaignRates[],
  failures: readonly FailureCell[],
): readonly AnomalyFinding[] {
  const tested = rates.filter(({ delivery }) => delivery.of >= LEAST_DELIVERED);
  const results = testInTurn(tested, testOne);
  const adjusted = benjaminiHochberg(results.map(({ p }) => p));
  const unusual = tested.filter((_, place) => results[place]?.isUsual === false);
  const sourceOf = failureSources(failures, new Set(unusual.map(({ campaign }) => campaign.campaignId)));
  return tested.flatMap(({ campaign, delivery }, place): AnomalyFinding[] => {
    const [result, adjustedP] = [results[place], adjusted[place] ?? 1];
    if (result === undefined || adjustedP > SIGNIFICANT) return [];
    if (delivery.count - result.expected < LEAST_POINTS * delivery.of) return [];
    const { campaignId } = campaign;
    const found = { campaignId, metric: 'delivery', adjustedP, where: sourceOf(campaignId) } as const;
    return [countAnomaly(found, delivery, result.expected)];
  });
}

const SIGNIFICANT = 0.05;
const LEAST_POINTS = 0.04;
const UNUSUAL_P = 0.001;

function testOne({ delivery }: CampaignRates, earlier: readonly CampaignRates[]) {
  const failuresOf = usualFailures(earlier);
  const usual = usualSpread(
    earlier.map((other) => ({ count: other.delivery.count, expected: failuresOf(other) })),
  );
  const expected = failuresOf({ delivery });
  const p = countTail({ count: delivery.count, expected }, usual);
  const isUsual = p >= UNUSUAL_P || delivery.count - expected * usual.level < LEAST_POINTS * delivery.of;
  return { p, expected: expected * usual.level, isUsual };
}
