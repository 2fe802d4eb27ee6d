import type { HoursSection } from '../core/reports/chart-model.ts';
import type { Formatter } from './format.ts';
import { nullPrototype } from './null-prototype.ts';

/** Height of the tallest bar in CSS pixels. */
const BAR_HEIGHT = 88;

/** Bars by hour: full ones, hatched ones (too few to have a height) and empty places (nothing to count). */
export function viewHours({ intro, hours }: HoursSection, format: Formatter) {
  const tallest = Math.max(0, ...hours.filter((hour) => hour.known).map((hour) => hour.share));
  const bars = hours.map((hour) => ({ ...hour, look: lookOf(hour, tallest) }));
  return {
    intro: format.phrase(intro),
    someHatched: bars.some((bar) => bar.look === 'few'),
    someEmpty: bars.some((bar) => bar.look === null),
    bars: bars.map((bar) =>
      nullPrototype({
        time: format.hour(bar.hour),
        tick: bar.hour % 6 === 0 ? format.hour(bar.hour) : null,
        pixels: String(bar.look === 'few' ? BAR_HEIGHT : heightOf(bar.share)),
        look: bar.look,
        value: format.figure(bar.figure),
        counts: format.phrase(bar.counts),
      }),
    ),
  };
}

type Hour = HoursSection['hours'][number];

function lookOf({ known, share, figure }: Hour, tallest: number): 'bar' | 'top' | 'few' | null {
  if (!known) return figure.kind === 'none' ? null : 'few';
  return share === tallest && share > 0 ? 'top' : 'bar';
}

/** Two pixels at least: a measured zero is not an empty place. */
function heightOf(share: number): number {
  return Math.max(2, Math.round(Math.min(1, Math.max(0, share)) * BAR_HEIGHT));
}
