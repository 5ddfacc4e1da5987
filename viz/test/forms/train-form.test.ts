import {
  ENGINES,
  HYPERPARAMETERS,
  MODEL_TYPES,
  type ModelType,
  type ModelTypeInfo,
} from '@ml-microservices/shared/contracts';
import { describe, expect, it } from 'vitest';
import { TrainForm } from '../../src/lib/forms/train-form.svelte.js';

const types: ModelTypeInfo[] = MODEL_TYPES.map((name) => ({
  name,
  title: name,
  description: '',
  engines: ENGINES.flatMap((engine) => {
    const schemas: Partial<Record<ModelType, object>> = HYPERPARAMETERS[engine];
    const schema = schemas[name];
    return schema ? [{ engine, hyperparameters: { ...schema }, importances: false, probabilities: true }] : [];
  }),
}));

const formOf = (query: string) => new TrainForm(types, new URLSearchParams(query));

describe('TrainForm', () => {
  it('starts with the defaults and sends no more than is chosen', () => {
    const form = formOf('dataset=3');
    expect(form.isReady).toBe(true);
    expect(form.toRequest()).toEqual({
      dataset_id: 3,
      model_type: 'RandomForest',
      hyperparameters: {},
      test_size: 0.2,
      seed: 42,
      engine: 'native',
    });
  });

  it('keeps all that is chosen in the URL', () => {
    const query =
      'dataset=3&model=KNN&target=Survived&positive=0&feature=Sex&feature=Age&test_size=0.3&seed=7&p.n_neighbors=9&p.weights=distance';
    const form = formOf(query);
    expect(form.toQuery().toString()).toBe(query);
    expect(form.toRequest()).toMatchObject({
      model_type: 'KNN',
      hyperparameters: { n_neighbors: 9, weights: 'distance' },
      target: 'Survived',
      positive_class: '0',
      features: ['Sex', 'Age'],
      test_size: 0.3,
      seed: 7,
    });
  });

  it('sends what the model is to be called and described as, without the spaces around it', () => {
    const form = formOf('dataset=3&name=+titanic+&description=Who+survived.');
    expect(form.toRequest()).toMatchObject({ name: 'titanic', description: 'Who survived.' });
    expect(form.toQuery().toString()).toBe('dataset=3&model=RandomForest&name=+titanic+&description=Who+survived.');
    form.name = ' ';
    expect(form.toRequest()).not.toHaveProperty('name');
  });

  it('sends how the model is judged, and keeps it in the URL', () => {
    const query = 'dataset=3&model=KNN&test_dataset=4&folds=5&repeats=2&threshold=cost&cost_fp=2.5&cost_fn=1';
    const form = formOf(query);
    expect(form.toQuery().toString()).toBe(query);
    expect(form.toRequest()).toEqual({
      dataset_id: 3,
      model_type: 'KNN',
      hyperparameters: {},
      test_dataset_id: 4,
      cross_validation: { folds: 5, repeats: 2 },
      threshold: { by: 'cost', cost_fp: 2.5, cost_fn: 1 },
      seed: 42,
      engine: 'native',
    });
  });

  it('sends costs only where they decide', () => {
    const { threshold } = formOf('dataset=3&threshold=f1&cost_fp=0').toRequest();
    expect(threshold).toEqual({ by: 'f1' });
  });

  it('forgets a hyperparameter that is put back to its default', () => {
    const form = formOf('dataset=1&p.max_depth=4');
    const depth = form.fields.find(({ name }) => name === 'max_depth')!;
    expect(form.valueOf(depth)).toBe(4);
    form.set(depth, null);
    expect(form.valueOf(depth)).toBeNull();
    expect(form.toRequest().hyperparameters).toEqual({});
  });

  it('drops the hyperparameters of another model type', () => {
    const form = formOf('dataset=1&p.n_estimators=7');
    form.choose('KNN');
    expect(form.toRequest()).toMatchObject({ model_type: 'KNN', hyperparameters: {} });
  });

  it.each([
    'p.n_estimators=0',
    'test_size=1',
    'test_size=0',
    'seed=-1',
    'seed=1.5',
    'p.max_depth=deep',
    'folds=1',
    'folds=21',
    'folds=5&repeats=0',
    'threshold=cost&cost_fn=0',
  ])('is not ready with %s', (fault) => {
    expect(formOf(`dataset=1&${fault}`).isReady).toBe(false);
  });

  it('is not ready without a dataset', () => {
    expect(formOf('').isReady).toBe(false);
  });
});
