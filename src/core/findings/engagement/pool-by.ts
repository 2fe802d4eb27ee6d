/** Members of a class shrunk to a common value: mean and what is left of its variance. */
export type Pooled = { readonly mean: Float64Array; readonly variance: Float64Array };

/**
 * The posterior of a normal effect a class of cells shares, cell by cell residual and weight (inverse variance) known.
 *
 * @param precision of the belief before the cells are seen; classes without cells keep it
 */
export function poolBy(
  classes: Int32Array,
  count: number,
  residual: Float64Array,
  weight: Float64Array,
  prior: { readonly mean: number; readonly precision: number },
): Pooled {
  const mean = new Float64Array(count).fill(prior.mean * prior.precision);
  const variance = new Float64Array(count).fill(prior.precision);
  for (let i = 0; i < classes.length; i += 1) {
    const place = classes[i] ?? 0;
    const w = weight[i] ?? 0;
    mean[place] = (mean[place] ?? 0) + w * (residual[i] ?? 0);
    variance[place] = (variance[place] ?? 0) + w;
  }
  for (let place = 0; place < count; place += 1) {
    const precision = variance[place] ?? 1;
    mean[place] = (mean[place] ?? 0) / precision;
    variance[place] = 1 / precision;
  }
  return { mean, variance };
}
