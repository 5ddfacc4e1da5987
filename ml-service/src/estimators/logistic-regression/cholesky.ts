/**
 * Factors a symmetric positive definite matrix in place into L L'. Only the lower triangle (row-major, order x order)
 * is read and written. False where it is not positive definite. Cost order^3 / 3 multiplications.
 */
export function choleskyInPlace(matrix: Float64Array, order: number): boolean {
  for (let i = 0; i < order; i++) {
    const row = i * order;
    for (let j = 0; j <= i; j++) {
      const other = j * order;
      const left = matrix[row + j] - dot(matrix, row, other, j);
      if (j < i) {
        matrix[row + j] = left / matrix[other + j];
        continue;
      }
      if (!(left > 0 && left < Number.POSITIVE_INFINITY)) return false;
      matrix[row + j] = Math.sqrt(left);
    }
  }
  return true;
}

/** Solves L L' x = b in place of `b`, with L from `choleskyInPlace`. */
export function solveInPlace(lower: Float64Array, b: Float64Array): void {
  const order = b.length;
  for (let i = 0; i < order; i++) {
    let sum = b[i];
    for (let j = 0; j < i; j++) sum -= lower[i * order + j] * b[j];
    b[i] = sum / lower[i * order + i];
  }
  for (let i = order - 1; i >= 0; i--) {
    const solved = b[i] / lower[i * order + i];
    b[i] = solved;
    for (let j = 0; j < i; j++) b[j] -= lower[i * order + j] * solved;
  }
}

/** Of `length` values from `a` and from `b`, in four sums, which the processor adds at the same time. */
function dot(values: Float64Array, a: number, b: number, length: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += values[a + i] * values[b + i];
    s1 += values[a + i + 1] * values[b + i + 1];
    s2 += values[a + i + 2] * values[b + i + 2];
    s3 += values[a + i + 3] * values[b + i + 3];
  }
  for (; i < length; i++) s0 += values[a + i] * values[b + i];
  return s0 + s1 + (s2 + s3);
}
