import { expect, it } from 'vitest';
import { retryUrl } from '../../src/lib/run/retry.js';
import { run } from '../wire.js';

it('leads back to the form as the training filled it', () => {
  const parameters = {
    dataset_id: 3,
    model_type: 'KNN',
    hyperparameters: { n_neighbors: 9, weights: null },
    features: ['Sex', 'Age'],
    test_dataset_id: null,
    seed: 7,
    engine: 'native',
  };
  expect(retryUrl({ ...run, kind: 'training', parameters })).toBe(
    '/train?dataset=3&model=KNN&engine=native&seed=7&feature=Sex&feature=Age&p.n_neighbors=9&p.weights=null',
  );
});

it('leads back to the name that no model got, and to no other', () => {
  const parameters = { dataset_id: 3, name: 'titanic', description: 'Who survived.' };
  const training = { ...run, kind: 'training' as const, parameters };
  expect(retryUrl({ ...training, model_id: null })).toBe('/train?dataset=3&name=titanic&description=Who+survived.');
  expect(retryUrl({ ...training, model_id: 1 })).toBe('/train?dataset=3');
});

it('leads back to how the training was judged', () => {
  const parameters = {
    dataset_id: 3,
    target: 'y',
    positive_class: 'bad',
    test_dataset_id: 4,
    cross_validation: { folds: 5, repeats: 2 },
    threshold: { by: 'cost', cost_fp: 2, cost_fn: 1 },
  };
  expect(retryUrl({ ...run, kind: 'training', parameters })).toBe(
    '/train?dataset=3&target=y&positive=bad&test_dataset=4&folds=5&repeats=2&threshold=cost&cost_fp=2&cost_fn=1',
  );
});

it('leads back to the model of an inference, and to its dataset', () => {
  expect(retryUrl({ ...run, kind: 'inference', parameters: { model_id: 2, data: 'a\n1' } })).toBe('/predict?model=2');
  expect(retryUrl({ ...run, kind: 'inference', parameters: { model_id: 2, dataset_id: 5 } })).toBe(
    '/predict?model=2&dataset=5',
  );
});
