import type { ScorecardRow } from '../core/reports/scorecard-model.ts';
import type { Formatter } from './format.ts';
import { nullPrototype } from './null-prototype.ts';

/** Height of the tallest bar in CSS pixels. */
const BAR_HEIGHT = 18;

/** Bars from zero, this window's in the strong colour; `told` says the same in words, `range` in short. */
export function viewSpark({ spark }: ScorecardRow, format: Formatter, hasBars: boolean) {
  if (spark === undefined) return null;
  const past = spark.slice(0, -1).toSorted((a, b) => a.share - b.share);
  const [lowest] = past;
  const highest = past.at(-1);
  if (lowest === undefined || highest === undefined) return null;
  return nullPrototype({
    range: sayRange(format.figure(lowest.figure), format.figure(highest.figure), format),
    told: format.say('Oldest first: {0}; now {1}', [
      spark
        .slice(0, -1)
        .map(({ figure }) => format.figure(figure))
        .join(', '),
      spark
        .slice(-1)
        .map(({ figure }) => format.figure(figure))
        .join(''),
    ]),
    isDrawn: hasBars,
    bars: spark.map(({ share }, at) =>
      nullPrototype({
        // one pixel at least: a measured zero is not a missing value
        pixels: String(Math.max(1, Math.round(Math.min(1, share) * BAR_HEIGHT))),
        look: at === spark.length - 1 ? 'sn' : 'sb',
      }),
    ),
  });
}

function sayRange(low: string, high: string, format: Formatter): string {
  return low === high
    ? format.say('All of them {0}', [low])
    : format.say('The lowest of them {0}, the highest {1}', [low, high]);
}
