import type { DoseCell } from '../history.ts';

/**
 * By how much those who got the recent texts clicked more than the segment's usual contact even before, on the logit: who had
 * enough opted out, and some get more texts than others. Without it a segment that drove its tired contacts away would
 * read as healthy (findings.md 11), and one whose recent texts went to a few would be judged by them.
 *
 * @param cells of one segment
 * @returns 0 when nothing was expected
 */
export function whoIsLeft(cells: readonly DoseCell[]): number {
  const own = total(cells.map(({ expectedClicked }) => expectedClicked));
  const plain = total(cells.map(({ plainClicked }) => plainClicked));
  const delivered = total(cells.map((cell) => cell.delivered));
  if (!(own > 0 && plain > 0 && delivered > Math.max(own, plain))) return 0;
  const shift = Math.log(own / (delivered - own)) - Math.log(plain / (delivered - plain));
  return Math.max(-MOST, Math.min(MOST, shift));
}

/** Who is left changes a segment by so much at most; beyond it the expectation is wrong. */
const MOST = 0.3;

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
