import { instant, type Phrase } from '../figure.ts';
import type { Reading } from '../reading.ts';
import type { Banner } from '../report-model.ts';
import { FEED_NAMES } from '../source-freshness.ts';

/** Only what a reader must know before any number. */
export function composeBanners({ input, freshness }: Reading): readonly Banner[] {
  const late: Phrase[] =
    freshness.staleSince === null
      ? []
      : [
          [
            'The source is silent since ',
            instant(freshness.staleSince),
            ', longer than usual. What came after that is missing here; the figures may describe only a part of the period.',
          ],
        ];
  const stopped = freshness.stopped.map(
    ({ feed, since }): Phrase => [
      `${FEED_NAMES[feed]} are missing since `,
      instant(since),
      '. The figures that need them are left out, not zero.',
    ],
  );
  return [
    ...[...late, ...stopped].map((text): Banner => ({ tone: 'bad', text })),
    ...input.notices.map((text): Banner => ({ tone: 'neutral', text })),
  ];
}
