import type { Matrix } from '../estimators/matrix.js';

/** Samples with the class code of each. */
export interface CodedSamples {
  readonly X: Matrix;
  readonly codes: Int32Array;
}

/** At most `most` of the samples, at even distances. */
export function evenly({ X, codes }: CodedSamples, most: number): CodedSamples {
  const { nSamples, nFeatures } = X;
  if (nSamples <= most) return { X, codes };
  const chosen = Int32Array.from({ length: most }, (_, i) => Math.floor((i * nSamples) / most));
  const values = new Float64Array(most * nFeatures);
  for (let j = 0; j < nFeatures; j++) {
    for (let i = 0; i < most; i++) values[j * most + i] = X.values[j * nSamples + chosen[i]];
  }
  return { X: { nSamples: most, nFeatures, values }, codes: chosen.map((row) => codes[row]) };
}
