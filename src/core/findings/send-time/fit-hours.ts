import {
  type HourEffects,
  type HourEquations,
  hourEquations,
  interceptsFor,
  logLikelihood,
} from './hour-equations.ts';
import { HOURS, type HourGroups, ownLogits } from './hour-groups.ts';
import { hourVariance } from './hour-variance.ts';
import { type SquareMatrix, sweep, zeroMatrix } from './square-matrix.ts';

export type HourFit = HourEffects & {
  /** of the effects, over-dispersion taken in: hours first, then zones */
  readonly covariance: SquareMatrix;
  /** X'WX with the intercepts taken out */
  readonly information: SquareMatrix;
  /** Pearson's chi-square over its degrees of freedom, at least 1 */
  readonly dispersion: number;
  /** how much hours differ, estimated */
  readonly hourVariance: number;
  readonly passes: number;
};

/**
 * Click odds by local hour and zone inside campaigns and segments: logit p = intercept of the group + hour + zone
 * (findings.md 5). Hours are normal with a variance found by EM, zones with a standard deviation of 0.3; both are held
 * together by ridge penalties of dispersion / variance. An hour at which only good campaigns go out gains nothing by it:
 * the intercept of the group has taken the campaign out.
 *
 * Reference values: test/core/findings/send-time/reference.json (numpy, full design matrix).
 */
export function fitHours(groups: HourGroups): HourFit {
  let state = start(groups);
  for (;;) {
    const next = improve(groups, state);
    const isSettled = next.passes > APPROACH && distance(state, next) < SETTLED;
    state = next;
    if (isSettled || state.passes >= MOST_PASSES) return state;
  }
}

const ZONE_VARIANCE = 0.3 ** 2;
const SETTLED = 1e-10;
const MOST_PASSES = 60;

/** Passes before the dispersion is looked at: far from the maximum a few cells would make it enormous. */
const APPROACH = 6;

function start(groups: HourGroups): HourFit {
  const size = HOURS + groups.zones;
  return {
    effects: new Float64Array(size),
    intercepts: ownLogits(groups),
    covariance: zeroMatrix(size),
    information: zeroMatrix(size),
    dispersion: 1,
    hourVariance: 0.04,
    passes: 0,
  };
}

function improve(groups: HourGroups, fit: HourFit): HourFit {
  const equations = hourEquations(groups, fit);
  const between = hourVariance(withoutZones(equations, fit.dispersion), {
    dispersion: fit.dispersion,
    from: Math.max(fit.hourVariance, 0.001),
  });
  const penalty = { hours: fit.dispersion / between, zones: fit.dispersion / ZONE_VARIANCE };
  const inverse = penalisedInverse(equations.information, penalty);
  const effects = times(inverse, equations.right);
  const dispersion = fit.passes < APPROACH ? 1 : dispersionOf(groups, equations, inverse);
  const better = notWorse(groups, fit, {
    to: { effects, intercepts: interceptsFor(groups, equations, effects) },
    penalty,
  });
  return {
    ...better,
    covariance: { size: inverse.size, values: inverse.values.map((value) => value * dispersion) },
    information: equations.information,
    dispersion,
    hourVariance: between,
    passes: fit.passes + 1,
  };
}

/** The equations of the hours, the zones solved for. */
function withoutZones({ information, right }: HourEquations, dispersion: number) {
  const { size } = information;
  const zones = Array.from({ length: size - HOURS }, (_, zone) => HOURS + zone);
  const swept = { size, values: information.values.slice() };
  for (const zone of zones) {
    swept.values[zone * size + zone] = (swept.values[zone * size + zone] ?? 0) + dispersion / ZONE_VARIANCE;
  }
  sweep(swept, zones);
  const reduced = right.map((value, row) =>
    row < HOURS
      ? value -
        zones.reduce((sum, zone) => sum + (swept.values[zone * size + row] ?? 0) * (right[zone] ?? 0), 0)
      : value,
  );
  return { information: swept, right: reduced };
}

/** Half the step as often as it takes: Newton's method may leap too far where a campaign had next to no clicks. */
function notWorse(
  groups: HourGroups,
  from: HourEffects,
  { to, penalty }: { readonly to: HourEffects; readonly penalty: Penalty },
): HourEffects {
  const before = objective(groups, from, penalty);
  let step = to;
  for (let halving = 0; halving < MOST_HALVINGS; halving += 1) {
    if (objective(groups, step, penalty) >= before - ROUNDING * Math.abs(before)) break;
    step = {
      effects: midway(from.effects, step.effects),
      intercepts: midway(from.intercepts, step.intercepts),
    };
  }
  return step;
}

const MOST_HALVINGS = 20;
const ROUNDING = 1e-12;

function midway(from: Float64Array, to: Float64Array): Float64Array {
  return from.map((value, place) => (value + (to[place] ?? 0)) / 2);
}

/** Penalised log-likelihood. */
function objective(groups: HourGroups, state: HourEffects, { hours, zones }: Penalty): number {
  const squares = (values: Float64Array): number => values.reduce((sum, value) => sum + value ** 2, 0);
  return (
    logLikelihood(groups, state) -
    (hours * squares(state.effects.subarray(0, HOURS)) + zones * squares(state.effects.subarray(HOURS))) / 2
  );
}

type Penalty = { readonly hours: number; readonly zones: number };

/** (information + penalty)^-1 */
export function penalisedInverse(information: SquareMatrix, penalty: Penalty): SquareMatrix {
  const { size } = information;
  const inverse = { size, values: information.values.slice() };
  for (let place = 0; place < size; place += 1) {
    const at = place * size + place;
    inverse.values[at] = (inverse.values[at] ?? 0) + (place < HOURS ? penalty.hours : penalty.zones);
  }
  sweep(
    inverse,
    Array.from({ length: size }, (_, place) => place),
  );
  return inverse;
}

/** Degrees of freedom: cells less intercepts less the trace of inverse times information. */
function dispersionOf(
  groups: HourGroups,
  { information, chiSquare, level }: HourEquations,
  inverse: SquareMatrix,
): number {
  const used = inverse.values.reduce((sum, value, at) => sum + value * (information.values[at] ?? 0), 0);
  const degrees = groups.hour.length - level.length - used;
  return degrees > 0 ? Math.max(1, chiSquare / degrees) : 1;
}

function times({ size, values }: SquareMatrix, x: Float64Array): Float64Array {
  return x.map((_, row) =>
    x.reduce((sum, value, column) => sum + (values[row * size + column] ?? 0) * value, 0),
  );
}

function distance(left: HourFit, right: HourFit): number {
  const moved = left.effects.reduce(
    (most, value, place) => Math.max(most, Math.abs(value - (right.effects[place] ?? 0))),
    0,
  );
  return Math.max(
    moved,
    Math.abs(left.hourVariance - right.hourVariance),
    Math.abs(left.dispersion - right.dispersion) / right.dispersion,
  );
}
