import { chiSquareTail } from '../../stats/special.ts';
import type { HourFit } from './fit-hours.ts';
import { type HourEquations, hourEquations, interceptsFor } from './hour-equations.ts';
import { HOURS, type HourGroups, ownLogits } from './hour-groups.ts';
import { quadraticForm, type SquareMatrix, sweep } from './square-matrix.ts';

/**
 * Does a segment click at other hours than the account? Rao's score test: with the hours of the account held, would hours
 * of its own explain more? The campaigns and zones of the segment stay free. The account has the segment in it, which
 * makes the answer a little cautious.
 *
 * @returns p; null when the segment's messages cannot tell
 */
export function ownHoursP(groups: HourGroups, account: HourFit): number | null {
  const { information, right, effects } = withHoursHeld(groups, account.effects);
  const zones = Array.from({ length: groups.zones }, (_, zone) => HOURS + zone);
  const hours = Array.from({ length: HOURS }, (_, hour) => hour);
  const score = new Float64Array(effects.length);
  const inverse = { size: information.size, values: information.values.slice() };
  const told = sweep(inverse, [...zones, ...hours]).filter((place) => place < HOURS);
  if (told.length === 0) return null;
  for (const hour of told) score[hour] = (right[hour] ?? 0) - rowTimes(information, hour, effects);
  const chiSquare = quadraticForm(inverse, score) / account.dispersion;
  return chiSquare > NO_DIFFERENCE ? chiSquareTail(chiSquare, told.length) : 1;
}

const PASSES = 12;

/** Below this a chi-square is rounding. */
const NO_DIFFERENCE = 1e-9;

/** The equations at the best intercepts and zones for the given hours. */
function withHoursHeld(
  groups: HourGroups,
  hours: Float64Array,
): HourEquations & { readonly effects: Float64Array } {
  const effects = new Float64Array(HOURS + groups.zones);
  effects.set(hours.subarray(0, HOURS));
  let intercepts = ownLogits(groups);
  for (let pass = 0; pass < PASSES; pass += 1) {
    const equations = hourEquations(groups, { effects, intercepts });
    effects.set(zonesFor(equations, effects), HOURS);
    intercepts = interceptsFor(groups, equations, effects);
  }
  return { ...hourEquations(groups, { effects, intercepts }), effects };
}

/** Least squares for the zones alone; one of them is the measure of the others. */
function zonesFor({ information, right }: HourEquations, effects: Float64Array): Float64Array {
  const { size } = information;
  const inverse = { size, values: information.values.slice() };
  const told = sweep(
    inverse,
    Array.from({ length: size - HOURS }, (_, zone) => HOURS + zone),
  );
  const onlyHours = effects.map((effect, place) => (place < HOURS ? effect : 0));
  const rest = new Float64Array(size);
  for (const zone of told) rest[zone] = (right[zone] ?? 0) - rowTimes(information, zone, onlyHours);
  return new Float64Array(size - HOURS).map((_, zone) =>
    told.includes(HOURS + zone) ? rowTimes(inverse, HOURS + zone, rest) : 0,
  );
}

function rowTimes({ size, values }: SquareMatrix, row: number, x: Float64Array): number {
  return x.reduce((sum, value, column) => sum + (values[row * size + column] ?? 0) * value, 0);
}
