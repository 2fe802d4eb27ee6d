import { newcombeInterval, type Proportion } from '../../stats/newcombe-interval.ts';
import { type Figure, type Phrase, points, rate, say, term, text } from '../figure.ts';
import type { CampaignCohort, CarrierPart, SegmentCohort } from '../performance-input.ts';
import type { Reading } from '../reading.ts';
import { counted, joinPhrases } from '../words.ts';
import { clearChangeOf, type ExplainedRate, type Explanation, proportionOf } from './explanation.ts';
import {
  contributionsOf,
  criticalValue,
  isBeyondChance,
  type SplitChange,
  splitChange,
} from './split-change.ts';

/** Share of the change that makes one campaign worth naming, and a mix or a segment (judgement). */
const CAMPAIGN_SHARE = 0.4;
const BEFORE_SHARE = 0.5;
const MIX_SHARE = 1 / 3;
const SEGMENT_SHARE = 0.5;
/** A segment is named when it brought so many times what its size alone would have. */
const BEYOND_SIZE = 1.5;

/** Who moved a rate: a campaign, one that was not sent again, the mix of the segments, or a segment; at most two. */
export function explainRate(reading: Reading, id: ExplainedRate): readonly Explanation[] {
  const change = clearChangeOf(reading, id);
  const { before, beforeParts = null, campaigns } = reading.input;
  if (change === null || before === null || beforeParts === null) return [];
  const levels = {
    now: proportionOf(id, reading.input.total.counts),
    before: proportionOf(id, before.total.counts),
  };
  const campaign =
    driversOf(id, campaigns, change, levels.before) ??
    goneDriver(id, reading.input.campaigns, beforeParts.campaigns, change, levels.now);
  const segment = explainSegments(id, reading.input.segments, beforeParts.segments, change);
  const carrier = id === 'delivery-rate' ? explainCarriers(beforeParts.carriers ?? [], change) : null;
  const head = say`${term(reading.metric(id).metric.label)}, change of ${points(change)}`;
  return [
    ...(campaign === null ? [] : [{ id: `${id} campaign`, line: say`${head}: ${campaign}.` }]),
    ...(segment === null ? [] : [{ id: `${id} segment`, line: say`${head}: ${segment}.` }]),
    ...(carrier === null ? [] : [{ id: `${id} carrier`, line: say`${head}: ${carrier}.` }]),
  ];
}

/** Campaigns that brought much of the change and differ from all others of the window. */
function driversOf(
  id: ExplainedRate,
  campaigns: readonly CampaignCohort[],
  change: number,
  level: Proportion,
): Phrase | null {
  const found = standingOut(id, campaigns, change, level, CAMPAIGN_SHARE);
  if (found.length === 0) return null;
  return joinPhrases(
    found.map(({ name, own, value }) => say`${text(name)} brought ${points(value)} (${sayRate(id, own)})`),
  );
}

/** A campaign of the window before that was far from the level of now and did not come again. */
function goneDriver(
  id: ExplainedRate,
  now: readonly CampaignCohort[],
  before: readonly CampaignCohort[],
  change: number,
  level: Proportion,
): Phrase | null {
  const isBack = (campaign: CampaignCohort): boolean =>
    now.some((one) => one.id === campaign.id && one.cohort.counts.attempted > 0);
  const [found] = standingOut(id, before, -change, level, BEFORE_SHARE).filter(
    ({ campaign }) => !isBack(campaign),
  );
  if (found === undefined) return null;
  return say`before, ${text(found.name)} had brought ${points(found.value)} (${sayRate(id, found.own)}), and it was not sent this time`;
}

type StandingOut = {
  readonly campaign: CampaignCohort;
  readonly name: string;
  readonly own: Proportion;
  readonly value: number;
};

function standingOut(
  id: ExplainedRate,
  campaigns: readonly CampaignCohort[],
  change: number,
  level: Proportion,
  least: number,
): readonly StandingOut[] {
  const parts = campaigns
    .map((campaign) => ({ campaign, name: campaign.name, own: proportionOf(id, campaign.cohort.counts) }))
    .filter(({ own }) => own.n > 0);
  if (parts.length < 2) return [];
  const all = parts.map(({ own }) => own);
  const brought = contributionsOf(all, level);
  return parts
    .map((part, at) => ({ ...part, value: brought[at] ?? 0 }))
    .filter(({ own, value }) => value / change >= least && differsFromRest(own, all, change))
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

/**
 * A large campaign brings much of what all campaigns did alike: that is no news of the campaign. The one that differs
 * most was looked for among all, so it has to differ by more (Bonferroni).
 */
function differsFromRest(own: Proportion, all: readonly Proportion[], change: number): boolean {
  const rest = {
    successes: all.reduce((sum, { successes }) => sum + successes, 0) - own.successes,
    n: all.reduce((sum, { n }) => sum + n, 0) - own.n,
  };
  if (rest.n <= 0) return false;
  const { lower, upper } = newcombeInterval(rest, own, criticalValue(all.length));
  return change > 0 ? lower > 0 : upper < 0;
}

/** A fall of delivery that is one carrier's: an outage there, or a filter, and nobody's list. */
function explainCarriers(parts: readonly CarrierPart[], change: number): Phrase | null {
  const split = splitChange(parts);
  if (split === null || parts.length < 2) return null;
  const found = disproportionate(parts, split, change);
  if (found === null) return null;
  const { name, now, before } = found.part;
  return say`messages to ${text(name)} brought ${points(found.value)} (${sayRate('delivery-rate', now)}, ${sayRate('delivery-rate', before)} before)`;
}

type SegmentPart = { readonly name: string; readonly now: Proportion; readonly before: Proportion };

/** Other shares of the segments, else the segment whose people did otherwise. */
function explainSegments(
  id: ExplainedRate,
  now: readonly SegmentCohort[],
  before: readonly SegmentCohort[],
  change: number,
): Phrase | null {
  const parts = matched(id, now, before);
  const split = splitChange(parts);
  if (split === null || parts.length < 2) return null;
  const { mix } = split;
  if (mix.value / change >= MIX_SHARE && isBeyondChance(mix, 1)) return sayMix(parts, split);
  return saySegment(id, parts, split, change);
}

function matched(
  id: ExplainedRate,
  now: readonly SegmentCohort[],
  before: readonly SegmentCohort[],
): readonly SegmentPart[] {
  const ids = [...new Set([...now, ...before].map((segment) => segment.id))];
  return ids
    .map((segmentId) => {
      const [one, two] = [now, before].map((all) => all.find((segment) => segment.id === segmentId));
      const of = (segment: SegmentCohort | undefined): Proportion =>
        segment === undefined ? { successes: 0, n: 0 } : proportionOf(id, segment.cohort.counts);
      return { name: one?.name ?? two?.name ?? '', now: of(one), before: of(two) };
    })
    .filter((part) => part.now.n + part.before.n > 0);
}

function sayMix(parts: readonly SegmentPart[], { mix, rate: inside }: SplitChange): Phrase {
  const shares = sharesOf(parts).toSorted((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before));
  const [most] = shares;
  const example: Phrase =
    most === undefined
      ? []
      : say`${text(most.name)}: ${rate(most.now)} of the sending after ${rate(most.before)}`;
  return say`${points(mix.value)} came together with other shares of the segments (${example}), ${points(inside.value)} with what people of the same segments did`;
}

function saySegment(
  id: ExplainedRate,
  parts: readonly SegmentPart[],
  split: SplitChange,
  change: number,
): Phrase | null {
  const found = disproportionate(parts, split, change);
  if (found === null) return null;
  const { name, now, before } = found.part;
  return say`people of ${text(name)} brought ${points(found.value)} (${sayRate(id, now)}, ${sayRate(id, before)} before)`;
}

/** The one part that brought most of the change, and more than its size would have; null when there is no such one. */
function disproportionate<T extends SegmentPart>(
  parts: readonly T[],
  { rates }: SplitChange,
  change: number,
): { readonly part: T; readonly value: number } | null {
  const shares = sharesOf(parts);
  const found = parts.flatMap((part, at) => {
    const [own, share] = [rates[at], shares[at]];
    if (own === undefined || share === undefined || own.value / change < SEGMENT_SHARE) return [];
    if (!isBeyondChance(own, parts.length)) return [];
    const bySize = (share.now + share.before) / 2;
    return own.value / change >= BEYOND_SIZE * bySize ? [{ part, value: own.value }] : [];
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

function sharesOf(parts: readonly SegmentPart[]): readonly { name: string; now: number; before: number }[] {
  const all = (window: 'now' | 'before'): number => parts.reduce((sum, part) => sum + part[window].n, 0);
  const [now, before] = [all('now'), all('before')];
  return parts.map((part) => ({ name: part.name, now: part.now.n / now, before: part.before.n / before }));
}

function sayRate(id: ExplainedRate, { successes, n }: Proportion): Phrase {
  const share: Figure = rate(successes / Math.max(1, n));
  return id === 'delivery-rate'
    ? say`${share} of ${counted(n, 'message')}`
    : say`${share} of ${counted(n, 'contact')}`;
}
