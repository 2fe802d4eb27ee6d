import { median } from '../median.ts';
import type { CampaignRates } from './campaign-rates.ts';

/** Bot hits per delivered message of the usual campaign. */
export function usualBotClicks(rates: readonly CampaignRates[]): number {
  return median(rates.filter(({ clicks }) => clicks.of > 0).map(botShare));
}

/** Programs opened so many links that neither many nor few human clicks can be trusted: no anomaly of clicks. */
export function isBotStorm(one: CampaignRates, usual: number): boolean {
  return botShare(one) > Math.max(LEAST_SHARE, 5 * usual);
}

const LEAST_SHARE = 0.05;

function botShare({ campaign, clicks }: CampaignRates): number {
  return clicks.of > 0 ? campaign.botClicks / clicks.of : 0;
}
