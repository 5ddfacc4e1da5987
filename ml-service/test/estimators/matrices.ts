import type { Labels } from '../../src/estimators/estimator.js';
import type { Matrix } from '../../src/estimators/matrix.js';
import { createRandom } from '../../src/estimators/random.js';

/** The matrix of these rows. */
export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  const [nSamples, nFeatures] = [rows.length, rows[0]?.length ?? 0];
  const values = new Float64Array(nSamples * nFeatures);
  rows.forEach((row, i) => {
    row.forEach((value, j) => {
      values[j * nSamples + i] = value;
    });
  });
  return { nSamples, nFeatures, values };
}

export const labelsOf = (codes: readonly number[], nClasses = Math.max(...codes) + 1): Labels => ({
  codes: Int32Array.from(codes),
  nClasses,
});

/** The given rows of a matrix, in that order. */
export function rowsOf({ nSamples, nFeatures, values }: Matrix, rows: readonly number[]): Matrix {
  return matrixOf(rows.map((row) => Array.from({ length: nFeatures }, (_, j) => values[j * nSamples + row])));
}

/** Standard normal numbers (Box and Muller, 1958). */
export function normals(seed: number): () => number {
  const random = createRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Clouds of normal points, the centre of class `c` at a distance of `spread` on axis `c` (modulo nFeatures). */
export function clouds(shape: {
  nSamples: number;
  nFeatures: number;
  nClasses: number;
  spread?: number;
  seed?: number;
}) {
  const { nSamples, nFeatures, nClasses, spread = 2, seed = 1 } = shape;
  const normal = normals(seed);
  const codes = Int32Array.from({ length: nSamples }, (_, i) => i % nClasses);
  const values = new Float64Array(nSamples * nFeatures);
  for (let j = 0; j < nFeatures; j++) {
    for (let i = 0; i < nSamples; i++) {
      values[j * nSamples + i] = normal() + (codes[i] % nFeatures === j ? spread : 0);
    }
  }
  return { X: { nSamples, nFeatures, values }, y: { codes, nClasses } };
}
