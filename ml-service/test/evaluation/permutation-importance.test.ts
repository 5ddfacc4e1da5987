import { expect, it } from 'vitest';
import type { Matrix } from '../../src/estimators/matrix.js';
import { permutationImportance } from '../../src/evaluation/permutation-importance.js';
import { createTransformer } from '../../src/tabular/transform.js';
import { ofNumbers } from '../tabular/preprocessing.js';

it('is 0 of a feature that is the same in every row, and of another the share that shuffling makes wrong', async () => {
  const nSamples = 40;
  const codes = Int32Array.from({ length: nSamples }, (_, i) => i % 2);
  const X = { nSamples, nFeatures: 2, values: Float64Array.from([...new Array(nSamples).fill(7), ...codes]) };
  const transformer = createTransformer(ofNumbers(['same', 'telling']));
  /** Says what the second feature says. */
  const predict = ({ nSamples: n, values }: Matrix) =>
    Float64Array.from({ length: 2 * n }, (_, at) => (values[n + Math.floor(at / 2)] === at % 2 ? 1 : 0));
  const { baseline, features } = await permutationImportance(
    { X, codes, nClasses: 2, predict, transformer, impurity: null },
    { seed: 1 },
  );
  expect(baseline).toBe(1);
  expect(features).toMatchObject([{ feature: 'telling' }, { feature: 'same', mean: 0, sd: 0 }]);
  // Half of the rows get the value of the other class, within the chance of ten shuffles.
  expect(Math.abs(features[0].mean - 0.5)).toBeLessThan(0.1);
});
