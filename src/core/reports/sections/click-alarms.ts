import { hasLowQuality } from '../click-quality.ts';
import { count, type Phrase, rate, say, sayCounted, text } from '../figure.ts';
import type { ClickSums } from '../performance-details.ts';
import type { CampaignCohort } from '../performance-input.ts';
import type { Reading } from '../reading.ts';
import { counted, someOf } from '../words.ts';
import type { Finding } from './data-quality.ts';

/** Fewer hits are no pattern (judgement). */
const LEAST_HITS = 20;
/** Of the contacts delivered to; real campaigns stay far below. */
const TOO_MANY_CLICKERS = 0.6;
/** Of the hits, within ten seconds of delivery. */
const TOO_MANY_EARLY = 0.5;
/** Names in a row before "and 4 more". */
const MOST_NAMES = 3;

/** Signs that machines click in a campaign, and campaigns where nobody could tell. */
export function findClickAlarms({ input, freshness }: Reading): readonly Finding[] {
  if (freshness.withheld.has('clicks')) return [];
  const known = input.details.clicks.flatMap((clicks) => {
    const campaign = input.campaigns.find(({ id }) => id === clicks.campaignId);
    return campaign === undefined ? [] : [{ campaign, clicks }];
  });
  const many = known.filter(({ clicks }) => clicks.hits >= LEAST_HITS);
  return [
    ...many.flatMap(alarmsOf),
    ...findEarly(many.filter(({ clicks }) => clicks.early > TOO_MANY_EARLY * clicks.hits)),
    ...findLowQuality(known.filter(({ clicks }) => hasLowQuality(clicks))),
  ];
}

type Clicked = { readonly campaign: CampaignCohort; readonly clicks: ClickSums };

function alarmsOf({ campaign, clicks }: Clicked): readonly Finding[] {
  const { delivered, deliveredContacts, clickingContacts } = campaign.cohort.counts;
  const { hits } = clicks;
  const finding = (id: string, cases: number, of: number, line: Phrase): Finding => ({
    id,
    campaign: campaign.name,
    cases,
    of,
    line: say`${text(campaign.name)}: ${line}`,
  });
  return [
    ...(hits > delivered
      ? [
          finding(
            'more_hits_than_delivered',
            hits,
            delivered,
            say`${counted(hits, 'hit')} on links and only ${counted(delivered, 'delivered message')}: machines open these links.`,
          ),
        ]
      : []),
    ...(clickingContacts > TOO_MANY_CLICKERS * deliveredContacts && deliveredContacts > 0
      ? [
          finding(
            'too_many_clickers',
            clickingContacts,
            deliveredContacts,
            say`${rate(clickingContacts / deliveredContacts)} of the contacts seem to have clicked (${count(clickingContacts)} of ${count(deliveredContacts)}); more than people do, so the click rules may miss machines.`,
          ),
        ]
      : []),
  ];
}

/** Scanners do that in many campaigns at once; what counts is how many of them passed for people. */
function findEarly(early: readonly Clicked[]): readonly Finding[] {
  if (early.length === 0) return [];
  const cases = early.reduce((sum, { clicks }) => sum + clicks.early, 0);
  const human = early.reduce((sum, { clicks }) => sum + clicks.earlyHuman, 0);
  const hits = early.reduce((sum, { clicks }) => sum + clicks.hits, 0);
  const passed =
    human === 0
      ? say`none of them counts as human`
      : sayCounted(human, '{0} of them counts as human', '{0} of them count as human');
  const line = say`Most hits came within 10 s of delivery in ${namesOf(early)}: ${count(cases)} of ${count(hits)}. Scanners do that, people rarely; ${passed}.`;
  return [{ id: 'clicks_at_once', campaign: joinedNames(early), cases, of: hits, line }];
}

/** One line for all: it is the source that says too little, not a campaign. */
function findLowQuality(low: readonly Clicked[]): readonly Finding[] {
  if (low.length === 0) return [];
  const hits = low.reduce((sum, { clicks }) => sum + clicks.hits, 0);
  const blind = low.reduce((sum, { clicks }) => sum + clicks.blind, 0);
  const line = say`Click quality is low in ${namesOf(low)}: the source tells neither agent nor address for ${count(blind)} of ${counted(hits, 'hit')}, so only time and delivery tell people from machines.`;
  return [{ id: 'low_click_quality', campaign: joinedNames(low), cases: blind, of: hits, line }];
}

function namesOf(all: readonly Clicked[]): Phrase {
  return someOf(
    all.map(({ campaign }): Phrase => [text(campaign.name)]),
    MOST_NAMES,
  );
}

function joinedNames(all: readonly Clicked[]): string {
  return all.map(({ campaign }) => campaign.name).join('; ');
}
