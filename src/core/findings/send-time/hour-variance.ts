import { HOURS } from './hour-groups.ts';
import { type SquareMatrix, sweep, zeroMatrix } from './square-matrix.ts';

/**
 * How much hours differ: the variance of normal hour effects, by EM (Dempster, Laird & Rubin 1977) on the equations of the
 * hours alone: the zones are swept out of them once.
 *
 * @param reduced information (with the penalty of the zones) and right side, zones swept
 * @param from the variance to start from
 * @returns at least 1e-5: logits that differ by .003 do not differ
 */
export function hourVariance(
  { information, right }: { readonly information: SquareMatrix; readonly right: Float64Array },
  { dispersion, from }: { readonly dispersion: number; readonly from: number },
): number {
  const sent = Array.from({ length: HOURS }, (_, hour) => hour).filter(
    (hour) => (information.values[hour * information.size + hour] ?? 0) > 0,
  );
  if (sent.length === 0) return LEAST;
  const block = blockOf(information, sent);
  const side = Float64Array.from(sent, (hour) => right[hour] ?? 0);
  let variance = from;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const next = Math.max(LEAST, expectedSquare(block, side, { dispersion, variance }));
    const moved = Math.abs(next - variance);
    variance = next;
    if (moved < SETTLED * variance) break;
  }
  return variance;
}

const LEAST = 1e-5;
const MOST_PASSES = 1000;
const SETTLED = 1e-12;

/** Mean of square and variance of the effects, given the variance believed so far. */
function expectedSquare(
  block: SquareMatrix,
  side: Float64Array,
  { dispersion, variance }: { readonly dispersion: number; readonly variance: number },
): number {
  const { size } = block;
  const inverse = { size, values: block.values.slice() };
  const places = Array.from({ length: size }, (_, place) => place);
  for (const place of places) {
    inverse.values[place * size + place] =
      (inverse.values[place * size + place] ?? 0) + dispersion / variance;
  }
  sweep(inverse, places);
  const sum = places.reduce((all, place) => {
    const row = inverse.values.subarray(place * size, place * size + size);
    const effect = row.reduce((total, value, column) => total + value * (side[column] ?? 0), 0);
    return all + effect ** 2 + dispersion * (row[place] ?? 0);
  }, 0);
  return sum / size;
}

function blockOf({ size, values }: SquareMatrix, places: readonly number[]): SquareMatrix {
  const block = zeroMatrix(places.length);
  places.forEach((row, i) => {
    places.forEach((column, j) => {
      block.values[i * places.length + j] = values[row * size + column] ?? 0;
    });
  });
  return block;
}
