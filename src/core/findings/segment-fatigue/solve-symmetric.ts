/**
 * Inverse of a positive definite matrix by Cholesky (Golub & Van Loan 2013, 4.2), rows in one array; for some ten rows.
 *
 * @returns null when it is not positive definite
 */
export function inverseOf(matrix: Float64Array, size: number): Float64Array | null {
  const lower = choleskyOf(matrix, size);
  if (lower === null) return null;
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    const solution = solveColumn(lower, size, column);
    for (let i = 0; i < size; i += 1) inverse[i * size + column] = solution[i] ?? 0;
  }
  return inverse;
}

/** Column of the inverse: forwards through the lower triangle, back through its mirror image. */
function solveColumn(lower: Float64Array, size: number, column: number): Float64Array {
  const solution = new Float64Array(size);
  solution[column] = 1;
  for (let i = 0; i < size; i += 1) {
    let rest = solution[i] ?? 0;
    for (let k = 0; k < i; k += 1) rest -= (lower[i * size + k] ?? 0) * (solution[k] ?? 0);
    solution[i] = rest / (lower[i * size + i] ?? 1);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let rest = solution[i] ?? 0;
    for (let k = i + 1; k < size; k += 1) rest -= (lower[k * size + i] ?? 0) * (solution[k] ?? 0);
    solution[i] = rest / (lower[i * size + i] ?? 1);
  }
  return solution;
}

function choleskyOf(matrix: Float64Array, size: number): Float64Array | null {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = matrix[i * size + j] ?? 0;
      for (let k = 0; k < j; k += 1) rest -= (lower[i * size + k] ?? 0) * (lower[j * size + k] ?? 0);
      if (i !== j) lower[i * size + j] = rest / (lower[j * size + j] ?? 1);
      else if (rest > 0) lower[i * size + i] = Math.sqrt(rest);
      else return null;
    }
  }
  return lower;
}
