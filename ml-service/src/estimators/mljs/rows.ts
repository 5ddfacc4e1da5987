import type { Matrix } from '../matrix.js';

/** The matrix as an array of rows, which the packages want. */
export function rowsOf({ nSamples, nFeatures, values }: Matrix): number[][] {
  return Array.from({ length: nSamples }, (_, i) =>
    Array.from({ length: nFeatures }, (__, j) => values[j * nSamples + i]),
  );
}
