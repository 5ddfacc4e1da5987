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
    { X, codes, nClasses: 2, predict, readsPerRow: 1, transformer, impurity: null },
    { seed: 1 },
  );
  expect(baseline).toBe(1);
  expect(features).toMatchObject([{ feature: 'telling' }, { feature: 'same', mean: 0, sd: 0 }]);
  // Half of the rows get the value of the other class, within the chance of ten shuffles.
  expect(Math.abs(features[0].mean - 0.5)).toBeLessThan(0.1);
});

it('is of fewer features where each prediction costs much, of those of the most impurity removed', async () => {
  const names = Array.from({ length: 12 }, (_, j) => `x${j}`);
  const nSamples = 100;
  const codes = Int32Array.from({ length: nSamples }, (_, i) => i % 2);
  const X = { nSamples, nFeatures: 12, values: new Float64Array(12 * nSamples) };
  const shuffled = {
    X,
    codes,
    nClasses: 2,
    predict: ({ nSamples: n }: Matrix) => new Float64Array(2 * n).fill(0.5),
    transformer: createTransformer(ofNumbers(names)),
    impurity: names.map((feature, importance) => ({ feature, importance })),
  };
  const shown = async (readsPerRow: number) => {
    const { features, rows } = await permutationImportance({ ...shuffled, readsPerRow }, { seed: 1 });
    return { features: features.map(({ feature }) => feature).toSorted(), rows };
  };
  expect(await shown(2e10 / 12_000)).toEqual({ features: names.toSorted(), rows: 100 });
  expect(await shown(2e10 / 11_000)).toEqual({ features: names.slice(1).toSorted(), rows: 100 });
  // Ten at least, each on a hundred rows.
  expect(await shown(1e12)).toEqual({ features: names.slice(2).toSorted(), rows: 100 });
});
