import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Matrix } from '../estimators/matrix.js';

const BLOCK = 512;

/** Rows `[start, end)` of a matrix, as a copy. */
function block({ nSamples, nFeatures, values }: Matrix, start: number, end: number): Matrix {
  const size = end - start;
  const copy = new Float64Array(size * nFeatures);
  for (let j = 0; j < nFeatures; j++) copy.set(values.subarray(j * nSamples + start, j * nSamples + end), j * size);
  return { nSamples: size, nFeatures, values: copy };
}

/**
 * Probabilities of all rows of X (nSamples x nClasses, row-major), with a turn of the event loop after each block of
 * rows; `onRows` hears how many are done, and may throw to stop.
 */
export async function predictInBlocks(
  predict: (X: Matrix) => Float64Array,
  X: Matrix,
  nClasses: number,
  onRows: (done: number) => void,
): Promise<Float64Array> {
  const probabilities = new Float64Array(X.nSamples * nClasses);
  for (let start = 0; start < X.nSamples; start += BLOCK) {
    const end = Math.min(start + BLOCK, X.nSamples);
    probabilities.set(predict(block(X, start, end)), start * nClasses);
    await nextTurn();
    onRows(end);
  }
  return probabilities;
}
