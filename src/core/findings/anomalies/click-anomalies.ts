import { benjaminiHochberg } from '../../stats/adjust-p-values.ts';
import { twoSidedTail } from '../../stats/special.ts';
import type { AnomalyFinding } from '../findings.ts';
import { median } from '../median.ts';
import { isBotStorm, usualBotClicks } from './bot-storm.ts';
import type { CampaignRates, CountedAgainst } from './campaign-rates.ts';
import { testInTurn } from './earlier-campaigns.ts';

/**
 * Campaigns whose click rate is unlike that of other campaigns to the same segments, both ways (findings.md 6): on the logit,
 * against the median of the campaigns before, with the spread that content has anyway.
 */
export function clickAnomalies(rates: readonly CampaignRates[]): readonly AnomalyFinding[] {
  const bots = usualBotClicks(rates);
  const tested = rates.filter((one) => one.clicks.of >= LEAST_DELIVERED && !isBotStorm(one, bots));
  const results = testInTurn(tested, testOne);
  const adjusted = benjaminiHochberg(results.map(({ p }) => p));
  return tested.flatMap(({ campaign, clicks }, place): AnomalyFinding[] => {
    const [result, adjustedP] = [results[place], adjusted[place] ?? 1];
    if (result === undefined || adjustedP > SIGNIFICANT || Math.abs(result.effect) < LEAST_EFFECT) return [];
    return [
      {
        campaignId: campaign.campaignId,
        metric: 'clicks',
        direction: result.effect > 0 ? 'high' : 'low',
        observed: clicks.count / clicks.of,
        expected: clicks.expected / clicks.of,
        of: clicks.of,
        count: clicks.count,
        z: result.z,
        adjustedP,
        where: null,
      },
    ];
  });
}

/** Delivered messages below which a campaign is not tested. */
export const LEAST_DELIVERED = 200;
export const SIGNIFICANT = 0.05;
/** Logit: half or double the clicks. Less is content. */
const LEAST_EFFECT = 0.7;
/** Left out of later baselines even if the whole list of tests does not bear it out. */
const UNUSUAL_Z = 3;

type ClickTest = {
  readonly effect: number;
  readonly z: number;
  readonly p: number;
  readonly isUsual: boolean;
};

function testOne(one: CampaignRates, earlier: readonly CampaignRates[]): ClickTest {
  const others = earlier.map(({ clicks }) => ({ effect: effectOf(clicks), variance: samplingOf(clicks) }));
  const centre = median(others.map(({ effect }) => effect));
  const deviation = 1.4826 * median(others.map(({ effect }) => Math.abs(effect - centre)));
  // a part of that spread is chance of counts, which every campaign brings along itself
  const spread = Math.max(
    LEAST_SPREAD,
    deviation ** 2 - 0.7 * median(others.map(({ variance }) => variance)),
  );
  const effect = effectOf(one.clicks) - centre;
  const z = effect / Math.sqrt(samplingOf(one.clicks) + spread);
  const isUsual = Math.abs(z) < UNUSUAL_Z || Math.abs(effect) < LEAST_EFFECT;
  return { effect, z, p: twoSidedTail(z) ?? 1, isUsual };
}

const LEAST_SPREAD = 0.02;

/** Logit of the rate less that of the expected one; half a click more on both sides, so that no click has a value. */
export function effectOf({ count, of, expected }: Pick<CountedAgainst, 'count' | 'of' | 'expected'>): number {
  const logit = (clicks: number): number => Math.log((clicks + 0.5) / (Math.max(0, of - clicks) + 0.5));
  return logit(count) - logit(expected);
}

function samplingOf({ of, expected }: CountedAgainst): number {
  return 1 / (expected + 0.5) + 1 / (Math.max(0, of - expected) + 0.5);
}
