import type { Matrix } from '../matrix.js';
import { checkFeatures } from '../shape.js';
import type { LogisticRegressionModel } from './model.js';

/** nSamples x nClasses probabilities, row-major. Throws where X has another number of features. */
export function predictProba(model: LogisticRegressionModel, X: Matrix): Float64Array {
  checkFeatures(X, model.nFeatures);
  const { nSamples, nFeatures } = X;
  const { nClasses, present, coef, intercept } = model;
  const proba = new Float64Array(nSamples * nClasses);
  if (present.length === 1) {
    for (let i = 0; i < nSamples; i++) proba[i * nClasses + present[0]] = 1;
    return proba;
  }
  // With two classes the first has log odds 0.
  const rows = present.length === 2 ? [present[1]] : present;
  rows.forEach((code, row) => {
    for (let i = 0; i < nSamples; i++) proba[i * nClasses + code] = intercept[row];
    for (let j = 0; j < nFeatures; j++) {
      const coefficient = coef[row * nFeatures + j];
      const column = j * nSamples;
      for (let i = 0; i < nSamples; i++) proba[i * nClasses + code] += coefficient * X.values[column + i];
    }
  });
  for (let i = 0; i < nSamples; i++) softmaxInPlace(proba, i * nClasses, present);
  return proba;
}

/** Of the row whose scores start at `from`. */
function softmaxInPlace(scores: Float64Array, from: number, present: Int32Array): void {
  let largest = Number.NEGATIVE_INFINITY;
  for (const code of present) {
    scores[from + code] = finite(scores[from + code]);
    largest = Math.max(largest, scores[from + code]);
  }
  let sum = 0;
  for (const code of present) {
    scores[from + code] = Math.exp(scores[from + code] - largest);
    sum += scores[from + code];
  }
  for (const code of present) scores[from + code] /= sum;
}

/** Values near the largest can overflow a sum, to both sides at once where it says nothing about the class. */
function finite(score: number): number {
  if (Number.isNaN(score)) return 0;
  return Math.max(-Number.MAX_VALUE / 4, Math.min(Number.MAX_VALUE / 4, score));
}
