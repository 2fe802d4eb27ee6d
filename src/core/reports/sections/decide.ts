import type { Cohort } from '../../counts.ts';
import type { Proportion } from '../../stats/newcombe-interval.ts';
import { count, money, type Phrase, rate, say, text } from '../figure.ts';
import { campaignWithMost, outsideOwnRange } from '../own-range.ts';
import type { CampaignCohort } from '../performance-input.ts';
import { sayRateWorth } from '../rate-worth.ts';
import type { Reading } from '../reading.ts';
import { counted } from '../words.ts';
import { decideAudienceHealth } from './audience-health.ts';
import { decideBreaches } from './breaches.ts';
import { decideDelivery } from './decide-delivery.ts';
import type { Decision } from './decision.ts';
import { decideGoals } from './goals.ts';
import { decideListHealth } from './list-health.ts';
import { decideTests } from './tests.ts';
import { decideTexts } from './texts.ts';

/** More than three requests in one mail get none done. */
const MOST_DECISIONS = 3;
/** Opt-outs from which on the rule about them may speak (judgement). */
const LEAST_CASES = 20;
const CONCENTRATED = 0.7;
const LEAST_CAMPAIGNS = 3;
const LEAST_CONVERSIONS = 50;

/** What a reader should do something about, most urgent first; silent when no rule has enough to stand on. */
export function decide(reading: Reading): readonly Decision[] {
  const rules = [
    decideBreaches,
    decideGoals,
    optOutsAboveRange,
    decideDelivery,
    decideTests,
    decideAudienceHealth,
    decideListHealth,
    decideTexts,
    revenueConcentrated,
  ];
  const decisions = rules.flatMap((rule) => rule(reading) ?? []);
  return decisions.filter(isFirstOfItsMetric).slice(0, MOST_DECISIONS);
}

/** A limit of the sender's own and its usual range say the same of one figure. */
function isFirstOfItsMetric({ metric }: Decision, at: number, all: readonly Decision[]): boolean {
  return metric === undefined || all.findIndex((one) => one.metric === metric) === at;
}

function optOutsAboveRange(reading: Reading): Decision | null {
  const outside = outsideOwnRange(reading, 'opt-out-rate', 'above');
  if (outside === null || outside.now.successes < LEAST_CASES) return null;
  const usual = outside.past.successes / outside.past.n;
  const most = campaignWithMost(reading, (cohort) => optedOutOf(cohort)[0] - usual * optedOutOf(cohort)[1]);
  return {
    metric: 'opt-out-rate',
    short: 'opt-outs above your range',
    line:
      most === null
        ? say`Look at who gets how much: opt-outs are at ${withCounts(outside.now)}, above your last ${count(outside.windows)} windows (at most ${rate(outside.limit)}).`
        : say`Look at who gets how much: opt-outs are at ${withCounts(outside.now)}, above your last ${count(outside.windows)} windows (at most ${rate(outside.limit)}), most of the excess after ${nameOf(most)}.`,
    worth: sayRateWorth('opt-out-rate', outside.now, usual),
    place: 'campaigns',
  };
}

function revenueConcentrated(reading: Reading): Decision | null {
  const { campaigns, total } = reading.input;
  const { now } = reading.metric('revenue');
  const { value, currency } = now;
  if (value === null || currency === null || campaigns.length < LEAST_CAMPAIGNS) return null;
  if (total.counts.conversions < LEAST_CONVERSIONS) return null;
  const revenueOf = ({ money: all }: Cohort): number =>
    all.find((entry) => entry.currency === currency)?.revenueMicro ?? 0;
  const most = campaignWithMost(reading, revenueOf);
  const highest = most === null ? 0 : revenueOf(most.cohort);
  if (most === null || value <= 0 || highest < CONCENTRATED * value) return null;
  return {
    short: 'revenue from one campaign',
    line: say`Do not lean on one campaign: ${text(most.name)} brought ${rate(highest / value)} of the revenue (${money(currency, highest)} of ${money(currency, value)}, ${counted(campaigns.length, 'campaign')}).`,
    worth: say`Worth not known: what other campaigns would bring instead was not tried.`,
    place: 'campaigns',
  };
}

function optedOutOf({ counts }: Cohort): readonly [number, number] {
  return [counts.optedOutContacts, counts.deliveredContacts];
}

function nameOf(campaign: CampaignCohort): Phrase {
  const [cases, n] = optedOutOf(campaign.cohort);
  return say`${text(campaign.name)} (${count(cases)} of ${count(n)})`;
}

function withCounts({ successes, n }: Proportion): Phrase {
  return say`${rate(successes / n)} (${count(successes)} of ${count(n)})`;
}
