import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { knn } from '../../src/estimators/knn/index.js';
import { logisticRegression } from '../../src/estimators/logistic-regression/index.js';
import { labelsOf, matrixOf } from './matrices.js';

interface Case {
  readonly name: string;
  readonly X: number[][];
  readonly y: number[];
  readonly test: number[][];
  /** nTest x nClasses. */
  readonly proba: number[][];
}

interface Reference {
  readonly logistic_regression: (Case & { readonly C: number })[];
  readonly knn: (Case & { readonly k: number; readonly weights: 'uniform' | 'distance' })[];
}

/** Figures of scikit-learn 1.9.1, by bench/reference/hard.py. */
const reference: Reference = JSON.parse(readFileSync(new URL('../fixtures/hard.json', import.meta.url), 'utf8'));

const farthest = (ours: Float64Array, theirs: readonly (readonly number[])[]) =>
  theirs.flat().reduce((most, p, at) => Math.max(most, Math.abs(ours[at] - p)), 0);

describe("scikit-learn's logistic regression", () => {
  it.each(reference.logistic_regression)('is met with the defaults: $name', async ({ X, y, test, proba, C }) => {
    const params = { C, max_iter: 100, tol: 1e-4 };
    const { model, notes } = await logisticRegression.fit(matrixOf(X), labelsOf(y), params, { seed: 0 });
    expect(notes.warnings).toEqual([]);
    expect(farthest(logisticRegression.predictProba(model, matrixOf(test)), proba)).toBeLessThan(1e-5);
  });
});

describe("scikit-learn's nearest neighbours", () => {
  it.each(reference.knn)('are met: $name', async ({ X, y, test, proba, k, weights }) => {
    const params = { n_neighbors: k, weights };
    const { model } = await knn.fit(matrixOf(X), labelsOf(y), params, { seed: 0 });
    expect(farthest(knn.predictProba(model, matrixOf(test)), proba)).toBeLessThan(1e-8);
  });
});
