import { describe, expect, it } from 'vitest';
import { logitCovariance } from '../../src/evaluation/covariance.js';
import { reference } from './reference.js';

const { X, C, binary, multi } = reference.logit;
const matrix = { nSamples: 60, nFeatures: 2, values: Float64Array.from(X) };

describe("the covariance of scikit-learn's coefficients, by numpy", () => {
  it.each([
    ['two', 2, binary],
    ['three', 3, multi],
  ])('of %s classes', (_name, nClasses, { proba, cov }) => {
    const covariance = logitCovariance({ X: matrix, probabilities: Float64Array.from(proba), nClasses, C });
    expect(covariance).toHaveLength(cov.length);
    cov.forEach((value, i) => {
      expect(covariance![i]).toBeCloseTo(value, 9);
    });
  });
});
