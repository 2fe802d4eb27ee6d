import type { Cohort } from '../../counts.ts';
import { count, money, type Phrase, rate, say, text } from '../figure.ts';
import { NO_PRICE } from '../list-health/waiting.ts';
import { campaignWithMost, outsideOwnRange } from '../own-range.ts';
import type { CampaignCohort } from '../performance-input.ts';
import { sayRateWorth } from '../rate-worth.ts';
import type { Reading } from '../reading.ts';
import { joinPhrases } from '../words.ts';
import { decideAudienceHealth } from './audience-health.ts';
import type { Decision } from './decision.ts';

/** A smaller fall of delivery is seen in the scorecard, but no reason to act (judgement). */
const NOTABLE_DROP = 0.01;
/** Of what was not delivered; from here on it is the numbers and not the way to them (judgement). */
const MOSTLY_FOR_GOOD = 0.8;

/**
 * Delivery below the own range. A finding that names the operator and the code says more of it; where the numbers
 * failed for good, no provider can help.
 */
export function decideDelivery(reading: Reading): Decision | null {
  const outside = outsideOwnRange(reading, 'delivery-rate', 'below');
  if (outside === null || outside.limit - outside.now.successes / outside.now.n < NOTABLE_DROP) return null;
  const found = decideAudienceHealth(reading);
  if (found?.metric === 'delivery-rate') return found;
  const usual = 1 - outside.past.successes / outside.past.n;
  const most = campaignWithMost(reading, (cohort) => lostOf(cohort)[0] - usual * lostOf(cohort)[1]);
  const { successes, n } = outside.now;
  const now = say`${rate(successes / n)} (${count(successes)} of ${count(n)})`;
  if (most !== null && isForGood(most.cohort)) {
    return {
      metric: 'delivery-rate',
      short: 'numbers that do not exist',
      line: say`Ask where the numbers of ${text(most.name)} come from: ${sayForGood(most)} failed for good, and delivery is at ${now}.`,
      worth: sayForGoodWorth(most.cohort),
      place: 'campaigns',
    };
  }
  return {
    metric: 'delivery-rate',
    short: 'delivery below your range',
    line:
      most === null
        ? say`Ask your provider about delivery: it is at ${now}, below your last ${count(outside.windows)} windows (at least ${rate(outside.limit)}).`
        : say`Ask your provider about delivery: it is at ${now}, below your last ${count(outside.windows)} windows (at least ${rate(outside.limit)}), most of the loss in ${nameOf(most)}.`,
    worth: sayRateWorth('delivery-rate', outside.now, 1 - usual),
    place: 'campaigns',
  };
}

/** Not delivered, and all that should have been. */
function lostOf({ counts }: Cohort): readonly [number, number] {
  const due = counts.attempted - counts.canceled - counts.inProcess;
  return [due - counts.delivered, due];
}

function isForGood(cohort: Cohort): boolean {
  const [lost] = lostOf(cohort);
  return lost > 0 && cohort.counts.failedPermanent >= MOSTLY_FOR_GOOD * lost;
}

function sayForGood({ cohort: { counts } }: CampaignCohort): Phrase {
  return say`${count(counts.failedPermanent)} of ${count(counts.attempted)}`;
}

/** At most what the failed cost at the mean price of the campaign; a provider may bill deliveries only. */
function sayForGoodWorth({ counts, money: spent }: Cohort): Phrase {
  const costs = spent
    .filter(({ costMicro, currency }) => costMicro > 0 && currency !== '')
    .map(({ currency, costMicro }): Phrase => {
      const micro = Math.round((costMicro * counts.failedPermanent) / counts.attempted);
      return [money(currency, micro)];
    });
  if (costs.length === 0) return NO_PRICE;
  return say`Worth up to ${joinPhrases(costs)} a sending, at the mean price; less where only deliveries are billed.`;
}

function nameOf(campaign: CampaignCohort): Phrase {
  const [lost, due] = lostOf(campaign.cohort);
  return say`${text(campaign.name)} (${count(lost)} of ${count(due)})`;
}
