import type { EngagementFits } from '../engagement/engagement-fit.ts';
import type { AnomalyFinding, DriftFinding } from '../findings.ts';
import { type History, phaseOf, weeksOf } from '../history.ts';
import { campaignRates } from './campaign-rates.ts';
import { clickAnomalies } from './click-anomalies.ts';
import { deliveryAnomalies } from './delivery-anomalies.ts';
import { optOutAnomalies } from './opt-out-anomalies.ts';
import { programmeDrift } from './programme-drift.ts';

/**
 * Campaigns that came out unlike the others (findings.md 6): clicks both ways, opt-outs, failed deliveries; and whether the
 * programme as a whole moves. Only mature campaigns with 200 messages are tested. A history without clicks has
 * no anomaly of clicks.
 *
 * @param fits of the history's cells
 * @returns anomalies by campaign and metric
 */
export function findAnomalies(
  history: History,
  fits: EngagementFits,
): { readonly anomalies: readonly AnomalyFinding[]; readonly drift: readonly DriftFinding[] } {
  const rates = campaignRates(history, fits);
  const anomalies = [
    ...(history.hasClicks ? clickAnomalies(rates) : []),
    ...optOutAnomalies(rates),
    ...deliveryAnomalies(rates, history.failures),
  ].sort((left, right) => compare(left.campaignId, right.campaignId) || compare(left.metric, right.metric));
  const weeks = weeksOf(history);
  const weekOf = (day: number): number => Math.floor((history.asOfDay - 1 - day) / 7);
  const drift = programmeDrift(rates, anomalies, ({ campaign }) => {
    const week = weekOf(campaign.firstDay);
    return phaseOf(weeks, week) === 'baseline' ? week : null;
  });
  return { anomalies, drift: drift.filter(({ metric }) => metric !== 'clicks' || history.hasClicks) };
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
