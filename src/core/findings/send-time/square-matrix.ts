/** Row-major and square. */
export type SquareMatrix = { readonly size: number; readonly values: Float64Array };

export function zeroMatrix(size: number): SquareMatrix {
  return { size, values: new Float64Array(size * size) };
}

/**
 * Sweeps a symmetric matrix without negative eigenvalues on some rows, in place: those rows become the inverse of their block, the rest what
 * is left when they are taken out (Goodnight, The American Statistician 33 (1979) 149-158). A row whose pivot has fallen
 * below 1e-9 of what it was depends on those before it and is left out.
 *
 * @returns the rows that were swept: as many as the rank of the block
 */
export function sweep({ size, values }: SquareMatrix, rows: readonly number[]): readonly number[] {
  const start = rows.map((row) => values[row * size + row] ?? 0);
  return rows.filter((row, place) => {
    const pivot = values[row * size + row] ?? 0;
    if (!(pivot > 0 && pivot > SMALLEST_PIVOT * (start[place] ?? 0))) return false;
    sweepRow(values, size, row, pivot);
    return true;
  });
}

const SMALLEST_PIVOT = 1e-9;

function sweepRow(values: Float64Array, size: number, row: number, pivot: number): void {
  for (let column = 0; column < size; column += 1) {
    values[row * size + column] = (values[row * size + column] ?? 0) / pivot;
  }
  for (let other = 0; other < size; other += 1) {
    if (other === row) continue;
    const factor = values[other * size + row] ?? 0;
    if (factor === 0) continue;
    for (let column = 0; column < size; column += 1) {
      const at = other * size + column;
      values[at] = (values[at] ?? 0) - factor * (values[row * size + column] ?? 0);
    }
    values[other * size + row] = -factor / pivot;
  }
  values[row * size + row] = 1 / pivot;
}

/** x' M x. */
export function quadraticForm({ size, values }: SquareMatrix, x: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      sum += (x[row] ?? 0) * (values[row * size + column] ?? 0) * (x[column] ?? 0);
    }
  }
  return sum;
}
