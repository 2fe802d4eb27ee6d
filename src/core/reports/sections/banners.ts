import { instant, type Phrase, text } from '../figure.ts';
import type { PerformanceInput } from '../performance-input.ts';
import type { Reading } from '../reading.ts';
import type { Banner } from '../report-model.ts';
import { FEED_NAMES } from '../source-freshness.ts';
import { agree, joinPhrases } from '../words.ts';
import { describeBreaches } from './breaches.ts';

/** Only what a reader must know before any number. */
export function composeBanners({ input, freshness }: Reading): readonly Banner[] {
  const late = describeSilence(freshness.staleSince);
  const stopped = freshness.stopped.map(
    ({ feed, since }): Phrase => [
      `${FEED_NAMES[feed]} are missing since `,
      instant(since),
      '. The figures that need them are left out, not zero.',
    ],
  );
  return [
    ...[...describeBreaches(input), ...late, ...stopped].map((text): Banner => ({ tone: 'bad', text })),
    ...[...describeFilter(input), ...input.notices].map((text): Banner => ({ tone: 'neutral', text })),
  ];
}

/** Empty when the source is as fresh as usual. */
export function describeSilence(since: Temporal.Instant | null): readonly Phrase[] {
  if (since === null) return [];
  return [
    [
      'The source is silent since ',
      instant(since),
      ', longer than usual. What came after that is missing here; the figures may describe only a part of the period.',
    ],
  ];
}

/** Names in a row before "and 4 more". */
const MOST_NAMES = 5;

/** A part of the sending must never pass for all of it. */
export function describeFilter({ filter }: Pick<PerformanceInput, 'filter'>): readonly Phrase[] {
  const named = (one: string, names: readonly string[]): readonly Phrase[] => {
    if (names.length === 0) return [];
    const shown = names.length > MOST_NAMES + 1 ? names.slice(0, MOST_NAMES) : names;
    const rest = names.length - shown.length;
    const phrases: readonly Phrase[] = [
      ...shown.map((name): Phrase => [text(name)]),
      ...(rest === 0 ? [] : [[`${rest} more`]]),
    ];
    return [
      [`This report counts only the ${agree(names.length, one, `${one}s`)} `, ...joinPhrases(phrases), '.'],
    ];
  };
  return [...named('campaign', filter.campaigns), ...named('segment', filter.segments)];
}
