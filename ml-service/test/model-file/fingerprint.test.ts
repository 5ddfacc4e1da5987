import { expect, test } from 'vitest';
import { fingerprintOf } from '../../src/model-file/fingerprint.js';

const model: Parameters<typeof fingerprintOf>[0] = {
  model_type: 'KNN',
  engine: 'native',
  engine_version: '1',
  hyperparameters: { n_neighbors: 5, weights: 'uniform' },
  seed: 42,
  dataset_sha256: 'a'.repeat(64),
  test_dataset_sha256: null,
  preprocessing: {
    features: [{ name: 'x', type: 'numeric', impute: 1, missing: 0 }],
    target: 'y',
    target_type: 'numeric',
    dropped: [],
    one_hot: true,
    means: [0],
    scales: [1],
    fitted_rows: 3,
  },
  trainRows: Int32Array.of(0, 1, 3),
  testRows: Int32Array.of(2),
};

test('is the same whatever the order of the hyperparameters', () => {
  expect(fingerprintOf(model)).toMatch(/^[0-9a-f]{64}$/);
  const hyperparameters = { weights: 'uniform', n_neighbors: 5 };
  expect(fingerprintOf({ ...model, hyperparameters })).toBe(fingerprintOf(model));
});

test('is another for other data, split, preprocessing, parameters, seed, engine or positive class', () => {
  const changes: Partial<typeof model>[] = [
    { dataset_sha256: 'b'.repeat(64) },
    { test_dataset_sha256: 'b'.repeat(64) },
    { trainRows: Int32Array.of(0, 1, 2), testRows: Int32Array.of(3) },
    { trainRows: Int32Array.of(0, 1), testRows: Int32Array.of(3, 2) },
    { trainRows: Int32Array.of(0, 1, 4) },
    { preprocessing: { ...model.preprocessing, means: [1] } },
    { hyperparameters: { n_neighbors: 6, weights: 'uniform' } },
    { seed: 43 },
    { engine: 'mljs' },
    { engine_version: '2' },
    { model_type: 'RandomForest' },
    { positive_class: 0 },
  ];
  const all = [model, ...changes.map((change) => ({ ...model, ...change }))].map(fingerprintOf);
  expect(new Set(all).size).toBe(changes.length + 1);
});
