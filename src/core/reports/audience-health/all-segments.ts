import type { AudienceHealth } from '../../findings/audience-health.ts';
import type { CommonTrend, DriftFinding } from '../../findings/findings.ts';
import { type Phrase, relative } from '../figure.ts';
import type { NoteSection } from '../report-model.ts';
import { campaignName } from './names.ts';

/** Below this nothing is said of what all segments did together (judgement). */
const NOTABLE = 0.1;

/** What moved everywhere: it is no segment's fatigue, and cannot be told from the season. */
export function composeCommon(health: AudienceHealth): NoteSection | null {
  const lines = [
    ...health.findings.common.filter(({ ratio }) => Math.abs(Math.log(ratio)) >= NOTABLE).map(sayCommon),
    ...health.findings.drift.map((drift) => sayDrift(health, drift)),
  ];
  if (lines.length === 0) return null;
  return { kind: 'note', title: 'All segments together', lines };
}

function sayCommon({ on, ratio, yearRatio }: CommonTrend): Phrase {
  return [
    on === 'clicks' ? 'The odds of a click moved by ' : 'Opt-outs per text moved by ',
    relative(ratio - 1),
    ' in all segments',
    ...(yearRatio === null ? [] : [', against the same weeks a year before by ', relative(yearRatio - 1)]),
    '. That cannot be told from the season without a random hold-out group.',
  ];
}

function sayDrift(health: AudienceHealth, { metric, direction, sinceCampaignId }: DriftFinding): Phrase {
  const what = { clicks: 'clicks', 'opt-outs': 'opt-outs', delivery: 'failures' }[metric];
  return [
    `Campaign after campaign there are ${direction === 'high' ? 'more' : 'fewer'} ${what} than expected, since `,
    campaignName(health, sinceCampaignId),
    '.',
  ];
}
