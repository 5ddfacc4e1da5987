import { expect, it } from 'vitest';
import { differences } from '../../src/routes/models/compare/settings.js';
import { model } from '../wire.js';

it('tells the settings that are not the same in all models', () => {
  const forest = {
    ...model,
    model_type: 'RandomForest' as const,
    hyperparameters: { n_estimators: 100, max_depth: null },
  };
  const shallow = { ...forest, seed: model.seed + 1, hyperparameters: { n_estimators: 100, max_depth: 4 } };
  expect(differences([forest, shallow])).toEqual([
    { name: 'seed', values: [model.seed, model.seed + 1] },
    { name: 'max_depth', values: [null, 4] },
  ]);
  expect(differences([forest, forest])).toEqual([]);
});

it('tells a setting that one of them does not have', () => {
  const knn = { ...model, model_type: 'KNN' as const, hyperparameters: { n_neighbors: 5 } };
  const forest = { ...model, model_type: 'RandomForest' as const, hyperparameters: { n_estimators: 100 } };
  expect(differences([knn, forest])).toEqual([
    { name: 'model_type', values: ['KNN', 'RandomForest'] },
    { name: 'n_neighbors', values: [5, undefined] },
    { name: 'n_estimators', values: [undefined, 100] },
  ]);
});

it('tells which of two classes is the positive one', () => {
  const [good, bad] = [
    ['bad', 'good'],
    ['good', 'bad'],
  ].map((classes) => ({ ...model, classes }));
  expect(differences([good, bad])).toEqual([{ name: 'positive_class', values: ['good', 'bad'] }]);
});
