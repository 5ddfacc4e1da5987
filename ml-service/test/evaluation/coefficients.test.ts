import type { Estimate } from '@ml-microservices/shared/contracts';
import { describe, expect, it } from 'vitest';
import { predictProba } from '../../src/estimators/logistic-regression/predict.js';
import { coefficientsOf } from '../../src/evaluation/coefficients.js';
import { logitCovariance } from '../../src/evaluation/covariance.js';
import { Z } from '../../src/evaluation/intervals/estimate.js';
import { createTransformer } from '../../src/tabular/transform.js';
import { ofNumbers } from '../tabular/preprocessing.js';
import { reference } from './reference.js';

const { X: values, C } = reference.logit;
const X = { nSamples: 60, nFeatures: 2, values: Float64Array.from(values) };
const [means, scales] = [
  [10, -3],
  [4, 0.5],
];
const transformer = createTransformer(ofNumbers(['a', 'b'], { means, scales }));

describe.each([
  { name: 'two classes', classes: ['no', 'yes'], intercept: [0.4], coef: [1.2, -0.7] },
  {
    name: 'three classes',
    classes: ['r', 's', 't'],
    intercept: [0.4, -0.1, -0.3],
    coef: [1.2, -0.7, 0.2, 0.9, -1.4, -0.2],
  },
])('the coefficients of $name', ({ classes, intercept, coef }) => {
  const nClasses = classes.length;
  const blocks = nClasses === 2 ? [null] : classes;
  const model = {
    nFeatures: 2,
    nClasses,
    present: Int32Array.from(classes.keys()),
    coef: Float64Array.from(coef),
    intercept: Float64Array.from(intercept),
  };
  const { columns, intercepts } = coefficientsOf({ model, X, C, transformer, classes })!;
  const covariance = logitCovariance({ X, probabilities: predictProba(model, X), nClasses, C })!;
  /** Of the sum of a class's intercept and coefficients, each times its weight. */
  const wald = (block: number, weights: readonly number[]) => {
    const size = 3 * blocks.length;
    const parameters = [intercept[block], coef[2 * block], coef[2 * block + 1]];
    const value = weights.reduce((sum, weight, a) => sum + weight * parameters[a], 0);
    const variance = weights
      .flatMap((a, i) => weights.map((b, j) => a * b * covariance[(3 * block + i) * size + 3 * block + j]))
      .reduce((sum, part) => sum + part, 0);
    const half = Z * Math.sqrt(variance);
    return [value, value - half, value + half].map((end) => expect.closeTo(end, 9));
  };
  const told = ({ value, lo, hi }: Estimate) => [value, lo, hi];

  it('are each their own, per deviation and per unit', () => {
    expect(columns.map(({ feature, class: of }) => [feature, of])).toEqual(
      blocks.flatMap((of) => ['a', 'b'].map((feature) => [feature, of])),
    );
    columns.forEach(({ standardized, per_unit }, at) => {
      const [block, j] = [Math.floor(at / 2), at % 2];
      const only = (weight: number) => [0, j === 0 ? weight : 0, j === 1 ? weight : 0];
      expect(told(standardized.coefficient)).toEqual(wald(block, only(1)));
      expect(told(per_unit.coefficient)).toEqual(wald(block, only(1 / scales[j])));
    });
  });

  it('have the intercept of the columns as they came, where each is 0', () => {
    intercepts.forEach(({ standardized, per_unit, class: of }, block) => {
      expect(of).toBe(blocks[block]);
      expect(told(standardized)).toEqual(wald(block, [1, 0, 0]));
      expect(told(per_unit)).toEqual(wald(block, [1, -means[0] / scales[0], -means[1] / scales[1]]));
    });
  });
});
