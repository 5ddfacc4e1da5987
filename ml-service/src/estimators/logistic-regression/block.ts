/** Samples that are worked on together: small enough for the processor's cache. */
export interface Block {
  /** nColumns x size: one column after the other. */
  readonly columns: Float64Array;
  readonly size: number;
  readonly nColumns: number;
  /** (nClasses - 1) x size: log odds against the first class, then probabilities, then residuals. */
  readonly scores: Float64Array;
  readonly nClasses: number;
}

/** Log odds of every class but the first, into `scores`. */
export function logitsOf({ columns, size, nColumns, scores, nClasses }: Block, at: Float64Array): void {
  scores.fill(0);
  for (let k = 0; k < nClasses - 1; k++) {
    const to = k * size;
    let j = 0;
    // Two columns at a time, which halves the writes.
    for (; j + 1 < nColumns; j += 2) {
      const [first, second] = [at[k * nColumns + j], at[k * nColumns + j + 1]];
      const [a, b] = [j * size, (j + 1) * size];
      for (let i = 0; i < size; i++) scores[to + i] += first * columns[a + i] + second * columns[b + i];
    }
    if (j === nColumns) continue;
    const last = at[k * nColumns + j];
    for (let i = 0; i < size; i++) scores[to + i] += last * columns[j * size + i];
  }
}

/** Turns log odds into probabilities, in place; answers the sum of the samples' log losses. */
export function lossInPlace({ scores, size, nClasses }: Block, classes: Int32Array): number {
  const end = (nClasses - 1) * size;
  let loss = 0;
  for (let i = 0; i < size; i++) {
    let largest = 0;
    for (let at = i; at < end; at += size) if (scores[at] > largest) largest = scores[at];
    const own = classes[i] === 0 ? 0 : scores[(classes[i] - 1) * size + i];
    let sum = Math.exp(-largest);
    for (let at = i; at < end; at += size) {
      scores[at] = Math.exp(scores[at] - largest);
      sum += scores[at];
    }
    for (let at = i; at < end; at += size) scores[at] /= sum;
    loss += Math.log(sum) + largest - own;
  }
  return loss;
}

/** Adds the block's part of the gradient: X' residuals. Leaves the residuals in `scores`, 1 less for the actual class. */
export function gradientOf(block: Block, classes: Int32Array, gradient: Float64Array): void {
  const { columns, size, nColumns, scores, nClasses } = block;
  for (let i = 0; i < size; i++) if (classes[i] > 0) scores[(classes[i] - 1) * size + i] -= 1;
  for (let k = 0; k < nClasses - 1; k++) {
    const residuals = scores.subarray(k * size, (k + 1) * size);
    addProducts(residuals, columns, nColumns, gradient.subarray(k * nColumns, (k + 1) * nColumns));
  }
}

/** Adds the block's part of the lower triangle of the Hessian: X' diag(p_k (1[k = l] - p_l)) X for classes k >= l. */
export function hessianOf(block: Block, weights: Float64Array, hessian: Float64Array): void {
  const { columns, size, nColumns, scores, nClasses } = block;
  const order = (nClasses - 1) * nColumns;
  const products = new Float64Array(nColumns);
  const classWeights = weights.subarray(0, size);
  const weighted = weights.subarray(size, 2 * size);
  for (let k = 0; k < nClasses - 1; k++) {
    for (let l = 0; l <= k; l++) {
      for (let i = 0; i < size; i++) {
        classWeights[i] = scores[k * size + i] * ((k === l ? 1 : 0) - scores[l * size + i]);
      }
      for (let a = 0; a < nColumns; a++) {
        const column = a * size;
        for (let i = 0; i < size; i++) weighted[i] = classWeights[i] * columns[column + i];
        products.fill(0, 0, a + 1);
        addProducts(weighted, columns, a + 1, products);
        const row = (k * nColumns + a) * order + l * nColumns;
        for (let b = 0; b <= a; b++) {
          hessian[row + b] += products[b];
          // Each of these squares is symmetric; only on the diagonal is its upper half above that of the Hessian.
          if (k > l && b < a) hessian[(k * nColumns + b) * order + l * nColumns + a] += products[b];
        }
      }
    }
  }
}

/** Adds to `sums` the product of `values` with each of the first `nColumns` columns, four columns at a time. */
function addProducts(values: Float64Array, columns: Float64Array, nColumns: number, sums: Float64Array): void {
  const size = values.length;
  let j = 0;
  for (; j + 3 < nColumns; j += 4) {
    const [a, b, c, d] = [j * size, (j + 1) * size, (j + 2) * size, (j + 3) * size];
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let i = 0; i < size; i++) {
      const value = values[i];
      s0 += value * columns[a + i];
      s1 += value * columns[b + i];
      s2 += value * columns[c + i];
      s3 += value * columns[d + i];
    }
    sums[j] += s0;
    sums[j + 1] += s1;
    sums[j + 2] += s2;
    sums[j + 3] += s3;
  }
  for (; j < nColumns; j++) {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += values[i] * columns[j * size + i];
    sums[j] += sum;
  }
}
