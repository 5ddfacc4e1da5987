import { choleskyInPlace, solveInPlace } from '../estimators/logistic-regression/cholesky.js';
import type { Matrix } from '../estimators/matrix.js';

export interface FittedLogit {
  readonly X: Matrix;
  /** nSamples x nClasses, row-major; for two classes the columns of both. */
  readonly probabilities: Float64Array;
  readonly nClasses: number;
  /** Inverse strength of the L2 penalty on the coefficients, as scikit-learn's. */
  readonly C: number;
}

/** Sizes beyond which the covariance is not computed: parameters, and the products that the information costs. */
const MOST_PARAMETERS = 400;
const MOST_PRODUCTS = 3e8;

/**
 * Covariance of the parameters of a logistic regression: the inverse of the curvature of the penalised likelihood at
 * its optimum, X'WX + P / C. Parameters are, class by class (of two the second alone), the intercept and then the
 * coefficients. With three classes or more the intercepts are known up to a sum, which is held at 0. Null where it
 * would cost too much or the curvature cannot be inverted.
 */
export function logitCovariance({ X, probabilities, nClasses, C }: FittedLogit): Float64Array | null {
  const width = X.nFeatures + 1;
  const nBlocks = nClasses === 2 ? 1 : nClasses;
  const size = width * nBlocks;
  if (size > MOST_PARAMETERS || X.nSamples * size * size > MOST_PRODUCTS) return null;
  const information = new Float64Array(size * size);
  for (let i = 0; i < X.nSamples; i++) addRow(information, { X, probabilities, nClasses, i });
  for (let k = 0; k < nBlocks; k++) {
    for (let j = 1; j < width; j++) information[(k * width + j) * (size + 1)] += 1 / C;
    // The curvature along equal intercepts is 0; any other leaves their differences as they are.
    if (nBlocks > 1) for (let l = 0; l < nBlocks; l++) information[k * width * size + l * width] += 1;
  }
  const covariance = inverseOf(information, size);
  return covariance && nBlocks > 1 ? withCentredIntercepts(covariance, width, nBlocks) : covariance;
}

interface RowOf extends Omit<FittedLogit, 'C'> {
  readonly i: number;
}

/** Adds the curvature of one row, weight p_k (1[k = l] - p_l) for each pair of classes, to the lower triangle. */
function addRow(information: Float64Array, { X, probabilities, nClasses, i }: RowOf): void {
  const width = X.nFeatures + 1;
  const first = nClasses === 2 ? 1 : 0;
  const size = width * (nClasses - first);
  const x = Float64Array.from({ length: width }, (_, j) => (j === 0 ? 1 : X.values[(j - 1) * X.nSamples + i]));
  for (let k = first; k < nClasses; k++) {
    const pK = probabilities[i * nClasses + k];
    for (let l = first; l <= k; l++) {
      const weight = pK * ((k === l ? 1 : 0) - probabilities[i * nClasses + l]);
      for (let a = 0; a < width; a++) {
        const scaled = weight * x[a];
        const from = ((k - first) * width + a) * size + (l - first) * width;
        for (let b = 0; b < width; b++) information[from + b] += scaled * x[b];
      }
    }
  }
}

/** Null where the matrix is not positive definite. */
function inverseOf(matrix: Float64Array, size: number): Float64Array | null {
  if (!choleskyInPlace(matrix, size)) return null;
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const row = inverse.subarray(i * size, (i + 1) * size);
    row[i] = 1;
    solveInPlace(matrix, row);
  }
  return inverse.every(Number.isFinite) ? inverse : null;
}

/** P cov P, where P takes the mean of the intercepts from each of them. */
function withCentredIntercepts(covariance: Float64Array, width: number, nBlocks: number): Float64Array {
  const size = width * nBlocks;
  const centred = covariance.slice();
  const centre = (at: (k: number) => number) => {
    let mean = 0;
    for (let k = 0; k < nBlocks; k++) mean += centred[at(k)] / nBlocks;
    for (let k = 0; k < nBlocks; k++) centred[at(k)] -= mean;
  };
  for (let i = 0; i < size; i++) centre((k) => i * size + k * width);
  for (let i = 0; i < size; i++) centre((k) => k * width * size + i);
  return centred;
}
