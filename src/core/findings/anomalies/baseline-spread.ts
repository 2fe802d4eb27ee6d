import { median } from '../median.ts';

/** How the campaigns of a baseline lie: around what, how far apart, and how far whole weeks lie apart beyond that. */
export type BaselineSpread = {
  readonly centre: number;
  readonly variance: number;
  readonly betweenWeeks: number;
};

/** @returns null with fewer than 20 campaigns: their spread is not known */
export function baselineSpread(
  values: readonly { readonly value: number; readonly week: number }[],
): BaselineSpread | null {
  if (values.length < LEAST_CAMPAIGNS) return null;
  const centre = median(values.map(({ value }) => value));
  const deviation = 1.4826 * median(values.map(({ value }) => Math.abs(value - centre)));
  const variance = Math.max(LEAST_DEVIATION ** 2, deviation ** 2);
  const weeks = [...Map.groupBy(values, ({ week }) => week).values()].map((list) => ({
    size: list.length,
    middle: median(list.map(({ value }) => value)) - centre,
  }));
  const size = values.length / weeks.length;
  const squares =
    weeks.reduce((sum, week) => sum + week.size * week.middle ** 2, 0) / Math.max(1, weeks.length - 1);
  return { centre, variance, betweenWeeks: Math.max(LEAST_WEEKS ** 2, (squares - variance) / size) };
}

const LEAST_CAMPAIGNS = 20;
/** A tenth more or less is no news, of a campaign or of a week. */
const LEAST_DEVIATION = 0.1;
const LEAST_WEEKS = 0.1;
