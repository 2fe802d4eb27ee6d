import { HOURS, type HourGroups } from './hour-groups.ts';
import { type SquareMatrix, zeroMatrix } from './square-matrix.ts';

/** Effects by place: the 24 hours, then the zones; and the intercept of each group. Logits. */
export type HourEffects = { readonly effects: Float64Array; readonly intercepts: Float64Array };

/** The equations of one step of iteratively reweighted least squares, with the intercepts of the groups taken out. */
export type HourEquations = {
  /** X'WX - (X'W1)(1'WX) / 1'W1, summed over the groups */
  readonly information: SquareMatrix;
  /** the same of X'Wz, z = working value */
  readonly right: Float64Array;
  /** of each group: the weighted mean of z */
  readonly level: Float64Array;
  /** of each cell: its share of the weight of its group */
  readonly share: Float64Array;
  /** squared Pearson residuals, summed */
  readonly chiSquare: number;
};

export function hourEquations(groups: HourGroups, state: HourEffects): HourEquations {
  const size = HOURS + groups.zones;
  const information = zeroMatrix(size);
  const right = new Float64Array(size);
  const { weight, value, chiSquare } = workingCells(groups, state);
  const level = new Float64Array(state.intercepts.length);
  const share = new Float64Array(weight.length);
  const sums = new Float64Array(size);
  for (let group = 0; group < level.length; group += 1) {
    const [from, to] = [at(groups.starts, group), at(groups.starts, group + 1)];
    let [total, sum] = [0, 0];
    for (let cell = from; cell < to; cell += 1) {
      total += at(weight, cell);
      sum += at(weight, cell) * at(value, cell);
    }
    level[group] = sum / total;
    for (let cell = from; cell < to; cell += 1) {
      share[cell] = at(weight, cell) / total;
      const pull = at(weight, cell) * (at(value, cell) - sum / total);
      const [hour, zone] = [at(groups.hour, cell), HOURS + at(groups.zone, cell)];
      right[hour] = at(right, hour) + pull;
      right[zone] = at(right, zone) + pull;
      addCell(information, hour, zone, at(weight, cell));
    }
    takeOutMean(information, groups, { from, to, weight, total, sums });
  }
  return { information, right, level, share, chiSquare };
}

/** Less (X'W1)(1'WX) / total, over the effects the group touches. */
function takeOutMean(
  information: SquareMatrix,
  groups: HourGroups,
  {
    from,
    to,
    weight,
    total,
    sums,
  }: {
    readonly from: number;
    readonly to: number;
    readonly weight: Float64Array;
    readonly total: number;
    /** room for sums by place, all 0 before and after */
    readonly sums: Float64Array;
  },
): void {
  const places: number[] = [];
  for (let cell = from; cell < to; cell += 1) {
    for (const place of [at(groups.hour, cell), HOURS + at(groups.zone, cell)]) {
      if (sums[place] === 0) places.push(place);
      sums[place] = at(sums, place) + at(weight, cell);
    }
  }
  for (const one of places) {
    for (const other of places) add(information, one, other, (-at(sums, one) * at(sums, other)) / total);
  }
  for (const place of places) sums[place] = 0;
}

/** The intercepts that go with new effects. */
export function interceptsFor(
  groups: HourGroups,
  { level, share }: HourEquations,
  effects: Float64Array,
): Float64Array {
  return level.map((value, group) => {
    let mean = 0;
    for (let cell = at(groups.starts, group); cell < at(groups.starts, group + 1); cell += 1) {
      const zone = HOURS + at(groups.zone, cell);
      mean += at(share, cell) * (at(effects, at(groups.hour, cell)) + at(effects, zone));
    }
    return value - mean;
  });
}

/** Of the clicks, without the binomial coefficients. */
export function logLikelihood(groups: HourGroups, { effects, intercepts }: HourEffects): number {
  let sum = 0;
  for (let group = 0; group < intercepts.length; group += 1) {
    for (let cell = groups.starts[group] ?? 0; cell < (groups.starts[group + 1] ?? 0); cell += 1) {
      const zone = HOURS + (groups.zone[cell] ?? 0);
      const logit = (intercepts[group] ?? 0) + (effects[groups.hour[cell] ?? 0] ?? 0) + (effects[zone] ?? 0);
      const delivered = groups.delivered[cell] ?? 0;
      sum += (groups.clicked[cell] ?? 0) * logit - delivered * Math.max(logit, 0);
      sum -= delivered * Math.log1p(Math.exp(-Math.abs(logit)));
    }
  }
  return sum;
}

/** Weight and working value of each cell. */
function workingCells(groups: HourGroups, { effects, intercepts }: HourEffects) {
  const weight = new Float64Array(groups.hour.length);
  const value = new Float64Array(groups.hour.length);
  let chiSquare = 0;
  for (let group = 0; group < intercepts.length; group += 1) {
    for (let cell = at(groups.starts, group); cell < at(groups.starts, group + 1); cell += 1) {
      const zone = HOURS + at(groups.zone, cell);
      const logit = at(intercepts, group) + at(effects, at(groups.hour, cell)) + at(effects, zone);
      const held = Math.max(-MOST_LOGIT, Math.min(MOST_LOGIT, logit));
      const rate = 1 / (1 + Math.exp(-held));
      const information = at(groups.delivered, cell) * rate * (1 - rate);
      const residual = at(groups.clicked, cell) - at(groups.delivered, cell) * rate;
      weight[cell] = information;
      value[cell] = held + residual / information;
      chiSquare += residual ** 2 / information;
    }
  }
  return { weight, value, chiSquare };
}

const MOST_LOGIT = 15;

function addCell(information: SquareMatrix, hour: number, zone: number, weight: number): void {
  add(information, hour, hour, weight);
  add(information, zone, zone, weight);
  add(information, hour, zone, weight);
  add(information, zone, hour, weight);
}

function add({ size, values }: SquareMatrix, row: number, column: number, value: number): void {
  values[row * size + column] = at(values, row * size + column) + value;
}

function at(values: Float64Array | Int32Array | Uint8Array, index: number): number {
  return values[index] ?? 0;
}
