import type { Feed } from '../../metrics/metric.ts';
import { instant, type Phrase, say, sayCounted, text } from '../figure.ts';
import type { PerformanceInput } from '../performance-input.ts';
import type { Reading } from '../reading.ts';
import type { Banner } from '../report-model.ts';
import { someOf } from '../words.ts';
import { describeBreaches } from './breaches.ts';

/** Only what a reader must know before any number. */
export function composeBanners({ input, freshness }: Reading): readonly Banner[] {
  const late = describeSilence(freshness.staleSince);
  const stopped = freshness.stopped.map(({ feed, since }) => describeStopped(feed, since));
  return [
    ...[...describeBreaches(input), ...late, ...stopped].map((text): Banner => ({ tone: 'bad', text })),
    ...[...describeFilter(input), ...input.notices].map((text): Banner => ({ tone: 'neutral', text })),
  ];
}

function describeStopped(feed: Feed, since: Temporal.Instant): Phrase {
  const at = instant(since);
  switch (feed) {
    case 'messages':
      return say`Messages are missing since ${at}. The figures that need them are left out, not zero.`;
    case 'receipts':
      return say`Delivery receipts are missing since ${at}. The figures that need them are left out, not zero.`;
    case 'clicks':
      return say`Clicks are missing since ${at}. The figures that need them are left out, not zero.`;
    case 'conversions':
      return say`Conversions are missing since ${at}. The figures that need them are left out, not zero.`;
    case 'opt-outs':
      return say`Opt-outs are missing since ${at}. The figures that need them are left out, not zero.`;
  }
}

/** Empty when the source is as fresh as usual. */
export function describeSilence(since: Temporal.Instant | null): readonly Phrase[] {
  if (since === null) return [];
  return [
    say`The source is silent since ${instant(since)}, longer than usual. What came after that is missing here; the figures may describe only a part of the period.`,
  ];
}

/** Names in a row before "and 4 more". */
const MOST_NAMES = 5;

/** A part of the sending must never pass for all of it. */
export function describeFilter({ filter }: Pick<PerformanceInput, 'filter'>): readonly Phrase[] {
  const { campaigns, segments, brands = [], tags = [] } = filter;
  const named = (names: readonly string[]): Phrase =>
    someOf(
      names.map((name): Phrase => [text(name)]),
      MOST_NAMES,
    );
  return [
    sayCounted(
      brands.length,
      'This report counts only campaigns of the brand {0}.',
      'This report counts only campaigns of the brands {0}.',
      [named(brands)],
    ),
    sayCounted(
      tags.length,
      'This report counts only campaigns with the tag {0}.',
      'This report counts only campaigns with one of the tags {0}.',
      [named(tags)],
    ),
    sayCounted(
      campaigns.length,
      'This report counts only the campaign {0}.',
      'This report counts only the campaigns {0}.',
      [named(campaigns)],
    ),
    sayCounted(
      segments.length,
      'This report counts only the segment {0}.',
      'This report counts only the segments {0}.',
      [named(segments)],
    ),
  ].filter((_, at) => [brands, tags, campaigns, segments][at]?.length !== 0);
}
