import type { PlacedRange } from '../core/reports/chart-model.ts';
import type { Tone } from '../core/reports/figure.ts';
import { nullPrototype } from './null-prototype.ts';

/** Whole per cent of a bar's width below which a cell would vanish. */
const DOT = 2;

type BarCell = { readonly width: string; readonly look: string };

/**
 * The interval as cells of one table row: empty, range, estimate, range, empty; a line marks 0. Widths are whole per
 * cent and add up to 100.
 */
export function rangeCells({ lower, upper, estimate, zero }: PlacedRange, tone: Tone) {
  const percent = (share: number) => Math.min(100, Math.max(0, Math.round(share * 100)));
  const [from, to, mark] = [percent(lower), percent(upper), percent(zero)];
  const dot = Math.min(100 - DOT, Math.max(0, percent(estimate) - DOT / 2));
  const cuts = [...new Set([0, from, dot, dot + DOT, to, mark, 100])].toSorted((a, b) => a - b);
  return cuts.slice(0, -1).map((start, at): Readonly<BarCell> => {
    const end = cuts[at + 1] ?? 100;
    const isDot = start >= dot && end <= dot + DOT;
    const isInside = start >= from && end <= to;
    const look = isDot ? `point ${tone}-point` : isInside ? `inside ${tone}-inside` : 'outside';
    return nullPrototype({
      width: `${end - start}%`,
      look: start === mark && mark > 0 ? `${look} zero` : look,
    });
  });
}
