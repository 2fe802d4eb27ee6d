import { benjaminiHochberg } from '../../stats/adjust-p-values.ts';
import type { AnomalyFinding } from '../findings.ts';
import type { CampaignRates } from './campaign-rates.ts';
import { LEAST_DELIVERED } from './click-anomalies.ts';
import { countAnomaly } from './count-anomaly.ts';
import { countTail, usualSpread } from './count-tail.ts';
import { testInTurn } from './earlier-campaigns.ts';

/** Campaigns after which at least twice as many left as the segments they went to let expect (findings.md 6). */
export function optOutAnomalies(rates: readonly CampaignRates[]): readonly AnomalyFinding[] {
  const tested = rates.filter(({ optOuts }) => optOuts.of >= LEAST_DELIVERED && optOuts.expected > 0);
  const results = testInTurn(tested, testOne);
  const adjusted = benjaminiHochberg(results.map(({ p }) => p));
  return tested.flatMap(({ campaign, optOuts }, place): AnomalyFinding[] => {
    const [result, adjustedP] = [results[place], adjusted[place] ?? 1];
    if (result === undefined || adjustedP > SIGNIFICANT || optOuts.count < LEAST_RATIO * result.expected)
      return [];
    const found = { campaignId: campaign.campaignId, metric: 'opt-outs', adjustedP, where: null } as const;
    return [countAnomaly(found, optOuts, result.expected)];
  });
}

const SIGNIFICANT = 0.05;
const LEAST_RATIO = 2;
const UNUSUAL_P = 0.001;

function testOne({ optOuts }: CampaignRates, earlier: readonly CampaignRates[]) {
  const usual = usualSpread(earlier.map((other) => other.optOuts));
  const p = countTail(optOuts, usual);
  const expected = optOuts.expected * usual.level;
  return { p, expected, isUsual: p >= UNUSUAL_P || optOuts.count < LEAST_RATIO * expected };
}
