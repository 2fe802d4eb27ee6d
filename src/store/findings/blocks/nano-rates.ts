import { createPairs } from '../../../core/findings/counting/pairs.ts';
import { MOST_WEEKS } from '../../../core/findings/counting/people.ts';
import type { NanoRates } from '../../../core/findings/counting/rates-once.ts';
import type { Names } from '../names.ts';
import { type ExpectedRate, inNano } from '../save-rates.ts';

/** By our numbers; 0 where nothing is expected. */
export function nanoRates(given: readonly ExpectedRate[], names: Names): NanoRates {
  const pairs = createPairs();
  const keyOf = (campaign: number, segment: number, weeksAgo: number): number =>
    pairs.numberOf(campaign, segment) * MOST_WEEKS + weeksAgo;
  const clicks = new Map<number, number>();
  const optOuts = new Map<number, number>();
  for (const { campaignId, segment, weeksAgo, click, optOut } of given) {
    const key = keyOf(names.campaignNumber(campaignId), names.segmentNumber(segment), weeksAgo);
    clicks.set(key, inNano(click));
    optOuts.set(key, inNano(optOut));
  }
  return {
    click: (campaign, segment, weeksAgo) => clicks.get(keyOf(campaign, segment, weeksAgo)) ?? 0,
    optOut: (campaign, segment, weeksAgo) => optOuts.get(keyOf(campaign, segment, weeksAgo)) ?? 0,
  };
}
