import type { AudienceHealth } from '../../findings/audience-health.ts';
import type { CommonTrend, DriftFinding } from '../../findings/findings.ts';
import { type Phrase, relative, say } from '../figure.ts';
import type { NoteSection } from '../report-model.ts';
import { joinWith } from '../words.ts';
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
  const moved = relative(ratio - 1);
  const recent =
    on === 'clicks'
      ? say`The odds of a click moved by ${moved} in all segments`
      : say`Opt-outs per text moved by ${moved} in all segments`;
  return joinWith(' ', [
    yearRatio === null
      ? [...recent, '.']
      : say`${recent}, against the same weeks a year before by ${relative(yearRatio - 1)}.`,
    say`That cannot be told from the season without a random hold-out group.`,
  ]);
}

function sayDrift(health: AudienceHealth, { metric, direction, sinceCampaignId }: DriftFinding): Phrase {
  const since = campaignName(health, sinceCampaignId);
  const isHigh = direction === 'high';
  switch (metric) {
    case 'clicks':
      return isHigh
        ? say`Campaign after campaign there are more clicks than expected, since ${since}.`
        : say`Campaign after campaign there are fewer clicks than expected, since ${since}.`;
    case 'opt-outs':
      return isHigh
        ? say`Campaign after campaign there are more opt-outs than expected, since ${since}.`
        : say`Campaign after campaign there are fewer opt-outs than expected, since ${since}.`;
    case 'delivery':
      return isHigh
        ? say`Campaign after campaign there are more failures than expected, since ${since}.`
        : say`Campaign after campaign there are fewer failures than expected, since ${since}.`;
  }
}
