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
  /** of each group, by place: the share of its weight */
  readonly shares: readonly { readonly places: readonly number[]; readonly share: readonly number[] }[];
  /** squared Pearson residuals, summed */
  readonly chiSquare: number;
};

export function hourEquations(groups: HourGroups, { effects, intercepts }: HourEffects): HourEquations {
  const size = HOURS + groups.zones;
  const information = zeroMatrix(size);
  const right = new Float64Array(size);
  const level = new Float64Array(intercepts.length);
  let chiSquare = 0;
  const shares = Array.from(intercepts, (intercept, group) => {
    const cells = workingCells(groups, group, { effects, intercept });
    const total = cells.reduce((sum, { weight }) => sum + weight, 0);
    const sum = cells.reduce((all, { weight, value }) => all + weight * value, 0);
    const weights = new Map<number, number>();
    for (const { hour, zone, weight, value, residual } of cells) {
      addCell(information, { hour, zone, weight });
      for (const place of [hour, zone]) {
        right[place] = (right[place] ?? 0) + weight * value;
        weights.set(place, (weights.get(place) ?? 0) + weight);
      }
      chiSquare += residual ** 2 / weight;
    }
    for (const [one, weight] of weights) {
      right[one] = (right[one] ?? 0) - (weight * sum) / total;
      for (const [other, otherWeight] of weights)
        add(information, one, other, -(weight * otherWeight) / total);
    }
    level[group] = sum / total;
    return { places: [...weights.keys()], share: [...weights.values()].map((weight) => weight / total) };
  });
  return { information, right, level, shares, chiSquare };
}

/** The intercepts that go with new effects. */
export function interceptsFor({ level, shares }: HourEquations, effects: Float64Array): Float64Array {
  return level.map((value, group) => {
    const { places = [], share = [] } = shares[group] ?? {};
    return value - places.reduce((sum, place, i) => sum + (share[i] ?? 0) * (effects[place] ?? 0), 0);
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

type WorkingCell = {
  /** places of its effects */
  readonly hour: number;
  readonly zone: number;
  readonly weight: number;
  readonly residual: number;
  readonly value: number;
};

function workingCells(
  groups: HourGroups,
  group: number,
  { effects, intercept }: { readonly effects: Float64Array; readonly intercept: number },
): readonly WorkingCell[] {
  const cells: WorkingCell[] = [];
  for (let cell = groups.starts[group] ?? 0; cell < (groups.starts[group + 1] ?? 0); cell += 1) {
    const hour = groups.hour[cell] ?? 0;
    const zone = HOURS + (groups.zone[cell] ?? 0);
    const logit = intercept + (effects[hour] ?? 0) + (effects[zone] ?? 0);
    const held = Math.max(-MOST_LOGIT, Math.min(MOST_LOGIT, logit));
    const rate = 1 / (1 + Math.exp(-held));
    const delivered = groups.delivered[cell] ?? 0;
    const weight = delivered * rate * (1 - rate);
    const residual = (groups.clicked[cell] ?? 0) - delivered * rate;
    cells.push({ hour, zone, weight, residual, value: held + residual / weight });
  }
  return cells;
}

const MOST_LOGIT = 15;

function addCell(
  information: SquareMatrix,
  { hour, zone, weight }: Pick<WorkingCell, 'hour' | 'zone' | 'weight'>,
): void {
  add(information, hour, hour, weight);
  add(information, zone, zone, weight);
  add(information, hour, zone, weight);
  add(information, zone, hour, weight);
}

function add({ size, values }: SquareMatrix, row: number, column: number, value: number): void {
  values[row * size + column] = (values[row * size + column] ?? 0) + value;
}
