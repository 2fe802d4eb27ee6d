import { hasLowQuality } from '../click-quality.ts';
import { count, type Phrase, rate, text } from '../figure.ts';
import type { ClickSums } from '../performance-details.ts';
import type { CampaignCohort } from '../performance-input.ts';
import type { Reading } from '../reading.ts';
import { counted, joinPhrases } from '../words.ts';
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
  return [
    ...known.filter(({ clicks }) => clicks.hits >= LEAST_HITS).flatMap(alarmsOf),
    ...findLowQuality(known.filter(({ clicks }) => hasLowQuality(clicks))),
  ];
}

type Clicked = { readonly campaign: CampaignCohort; readonly clicks: ClickSums };

function alarmsOf({ campaign, clicks }: Clicked): readonly Finding[] {
  const { delivered, deliveredContacts, clickingContacts } = campaign.cohort.counts;
  const { hits, early } = clicks;
  const finding = (id: string, cases: number, of: number, line: Phrase): Finding => ({
    id,
    campaign: campaign.name,
    cases,
    of,
    line: [text(campaign.name), ': ', ...line],
  });
  return [
    ...(hits > delivered
      ? [
          finding('more_hits_than_delivered', hits, delivered, [
            ...counted(hits, 'hit'),
            ' on links and only ',
            ...counted(delivered, 'delivered message'),
            ': machines open these links.',
          ]),
        ]
      : []),
    ...(clickingContacts > TOO_MANY_CLICKERS * deliveredContacts && deliveredContacts > 0
      ? [
          finding('too_many_clickers', clickingContacts, deliveredContacts, [
            rate(clickingContacts / deliveredContacts),
            ' of the contacts seem to have clicked (',
            count(clickingContacts),
            ' of ',
            count(deliveredContacts),
            '); more than people do, so the click rules may miss machines.',
          ]),
        ]
      : []),
    ...(early > TOO_MANY_EARLY * hits
      ? [
          finding('clicks_at_once', early, hits, [
            count(early),
            ' of ',
            ...counted(hits, 'hit'),
            ' came within 10 s of delivery: scanners do that, people rarely.',
          ]),
        ]
      : []),
  ];
}

/** One line for all: it is the source that says too little, not a campaign. */
function findLowQuality(low: readonly Clicked[]): readonly Finding[] {
  if (low.length === 0) return [];
  const hits = low.reduce((sum, { clicks }) => sum + clicks.hits, 0);
  const blind = low.reduce((sum, { clicks }) => sum + clicks.blind, 0);
  const shown = low.slice(0, MOST_NAMES + Number(low.length === MOST_NAMES + 1));
  const rest = low.length - shown.length;
  const names = joinPhrases([
    ...shown.map(({ campaign }): Phrase => [text(campaign.name)]),
    ...(rest === 0 ? [] : [[`${rest} more`]]),
  ]);
  const line: Phrase = [
    'Click quality is low in ',
    ...names,
    ': the source tells neither agent nor address for ',
    count(blind),
    ' of ',
    ...counted(hits, 'hit'),
    ', so only time and delivery tell people from machines.',
  ];
  return [
    {
      id: 'low_click_quality',
      campaign: low.map(({ campaign }) => campaign.name).join('; '),
      cases: blind,
      of: hits,
      line,
    },
  ];
}
