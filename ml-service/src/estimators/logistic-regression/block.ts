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

/** Sums of exponentials are multiplied up to this size, so that one logarithm is taken of many. */
const LARGE = 1e200;

/** Turns log odds into probabilities, in place; answers the sum of the samples' log losses. */
export function lossInPlace(block: Block, classes: Int32Array): number {
  return block.nClasses === 2 ? lossOfTwo(block, classes) : lossOfMore(block, classes);
}

/** With two classes one exponential is enough for each sample. */
function lossOfTwo({ scores, size }: Block, classes: Int32Array): number {
  let [loss, product] = [0, 1];
  for (let i = 0; i < size; i++) {
    const score = scores[i];
    const small = Math.exp(-Math.abs(score));
    const sum = 1 + small;
    scores[i] = (score > 0 ? 1 : small) / sum;
    loss += Math.max(0, score) - classes[i] * score;
    product *= sum;
    if (product < LARGE) continue;
    loss += Math.log(product);
    product = 1;
  }
  return loss + Math.log(product);
}

function lossOfMore({ scores, size, nClasses }: Block, classes: Int32Array): number {
  const end = (nClasses - 1) * size;
  let [loss, product] = [0, 1];
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
    loss += largest - own;
    product *= sum;
    if (product < LARGE) continue;
    loss += Math.log(product);
    product = 1;
  }
  return loss + Math.log(product);
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

/**
 * Adds the block's part of the lower triangle of the Hessian: X' diag(p_k (1[k = l] - p_l)) X for classes k >= l.
 * `scratch` holds three values a sample.
 */
export function hessianOf(block: Block, scratch: Float64Array, hessian: Float64Array): void {
  const { size, nColumns, scores, nClasses } = block;
  const order = (nClasses - 1) * nColumns;
  const products = new Float64Array(nColumns * nColumns);
  for (let k = 0; k < nClasses - 1; k++) {
    for (let l = 0; l <= k; l++) {
      for (let i = 0; i < size; i++) scratch[i] = scores[k * size + i] * ((k === l ? 1 : 0) - scores[l * size + i]);
      weightedProducts(block, scratch, products);
      for (let a = 0; a < nColumns; a++) {
        const row = (k * nColumns + a) * order + l * nColumns;
        for (let b = 0; b <= a; b++) {
          hessian[row + b] += products[a * nColumns + b];
          // Each of these squares is symmetric; only on the diagonal is its upper half above that of the Hessian.
          if (k > l && b < a) hessian[(k * nColumns + b) * order + l * nColumns + a] += products[a * nColumns + b];
        }
      }
    }
  }
}

/**
 * The lower triangle of X' W X with the weights that `scratch` begins with. Two columns meet two at a time, in four sums
 * that the processor adds at once; of an odd number the last two take one that had its turn before.
 */
function weightedProducts({ columns, size, nColumns }: Block, scratch: Float64Array, products: Float64Array): void {
  for (let pair = 0; pair < nColumns; pair += 2) {
    const a0 = Math.max(0, Math.min(pair, nColumns - 2));
    const a1 = Math.min(a0 + 1, nColumns - 1);
    for (let i = 0; i < size; i++) {
      scratch[size + i] = scratch[i] * columns[a0 * size + i];
      scratch[2 * size + i] = scratch[i] * columns[a1 * size + i];
    }
    for (let other = 0; other <= pair; other += 2) {
      const b0 = Math.max(0, Math.min(other, nColumns - 2));
      const b1 = Math.min(b0 + 1, nColumns - 1);
      let [s00, s01, s10, s11] = [0, 0, 0, 0];
      for (let i = 0; i < size; i++) {
        const first = scratch[size + i];
        const second = scratch[2 * size + i];
        const left = columns[b0 * size + i];
        const right = columns[b1 * size + i];
        s00 += first * left;
        s01 += first * right;
        s10 += second * left;
        s11 += second * right;
      }
      products[a0 * nColumns + b0] = s00;
      products[a0 * nColumns + b1] = s01;
      products[a1 * nColumns + b0] = s10;
      products[a1 * nColumns + b1] = s11;
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
