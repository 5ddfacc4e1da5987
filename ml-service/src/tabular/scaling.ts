import type { Matrix } from '../estimators/matrix.js';
import { largest } from '../estimators/vector.js';

/** One mean and one scale for each column of a matrix. */
export interface Scaling {
  readonly means: number[];
  readonly scales: number[];
}

/** Scaled values are kept within this, so that their squares and products stay finite. */
const MAX_SCALED = 1e100;

/**
 * Mean and population standard deviation of each column, as scikit-learn's StandardScaler: the scale of a column whose
 * deviation is rounding error alone is 1.
 */
export function fitScaling({ nSamples, nFeatures, values }: Matrix): Scaling {
  const scaling: Scaling = { means: [], scales: [] };
  for (let j = 0; j < nFeatures; j++) {
    const column = values.subarray(j * nSamples, (j + 1) * nSamples);
    // In units of the largest value where the plain sums would overflow.
    const plain = moments(column, 1);
    const { mean, deviation } = Number.isFinite(plain.deviation) ? plain : moments(column, largest(column));
    scaling.means.push(mean);
    scaling.scales.push(deviation);
  }
  return scaling;
}

function moments(values: Float64Array, unit: number): { mean: number; deviation: number } {
  const n = values.length;
  let sum = 0;
  for (const value of values) sum += value / unit;
  const mean = sum / n;
  let squares = 0;
  let drift = 0;
  for (const value of values) {
    const difference = value / unit - mean;
    squares += difference * difference;
    drift += difference;
  }
  const variance = (squares - (drift * drift) / n) / n;
  const rounding = n * Number.EPSILON * variance + (n * mean * Number.EPSILON) ** 2;
  const isConstant = Number.isFinite(variance) && variance <= rounding;
  return { mean: mean * unit, deviation: isConstant ? 1 : Math.sqrt(variance) * unit };
}

/** (value - mean) / scale for each value of the matrix, in place. */
export function scaleInPlace({ nSamples, nFeatures, values }: Matrix, { means, scales }: Scaling): void {
  for (let j = 0; j < nFeatures; j++) {
    const [mean, scale] = [means[j], scales[j]];
    for (let at = j * nSamples; at < (j + 1) * nSamples; at++) {
      values[at] = Math.max(-MAX_SCALED, Math.min(MAX_SCALED, (values[at] - mean) / scale));
    }
  }
}
