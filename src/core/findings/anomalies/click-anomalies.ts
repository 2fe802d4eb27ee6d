import { benjaminiHochberg } from '../../stats/adjust-p-values.ts';
import { normalQuantile } from '../../stats/special.ts';
import type { AnomalyFinding } from '../findings.ts';
import { isBotStorm, usualBotClicks } from './bot-storm.ts';
import type { CampaignRates } from './campaign-rates.ts';
import { effectOf, logitOf, samplingOf } from './click-effect.ts';
import { contentSpread } from './content-spread.ts';
import { testInTurn } from './earlier-campaigns.ts';
import { logitNormalTail } from './logit-normal-tail.ts';

/**
 * Campaigns whose click rate is unlike that of other campaigns to the same segments, both ways (findings.md 6): against
 * the campaigns before it, with the spread that content has anyway.
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
/** Content has a longer tail than the spread says: at one in twenty a fifth of the alarms on clicks were chance. */
const SIGNIFICANT = 0.02;
/** Logit: four in ten of the usual clicks, or two and a half times. Less is content. */
const LEAST_EFFECT = 0.9;
/** Left out of later baselines even if the whole list of tests does not bear it out. */
const UNUSUAL_Z = 3;

type ClickTest = {
  readonly effect: number;
  readonly z: number;
  readonly p: number;
  readonly isUsual: boolean;
};

function testOne({ clicks }: CampaignRates, earlier: readonly CampaignRates[]): ClickTest {
  const { centre, variance } = contentSpread(
    earlier.map((other) => ({ effect: effectOf(other.clicks), variance: samplingOf(other.clicks) })),
  );
  const effect = effectOf(clicks) - centre;
  const usual = logitOf(clicks.expected, clicks.of) + centre;
  const tail = logitNormalTail(clicks.count, clicks.of, usual, variance);
  const half = tail === null ? 0.5 : Math.min(0.5, tail.low, tail.high);
  const z = Math.sign(effect) * Math.abs(normalQuantile(Math.max(half, 1e-300)) ?? 0);
  const isUsual = Math.abs(z) < UNUSUAL_Z || Math.abs(effect) < LEAST_EFFECT;
  return { effect, z, p: 2 * half, isUsual };
}
