import { type Column, Problem, type TrainRequest } from '@ml-microservices/shared/contracts';
import { describe, expect, test } from 'vitest';
import { checkTestColumns, checkTwoClasses, resolveTrainRequest } from '../../src/training/check-request.js';

const columns: Column[] = ['Age', 'Sex', 'Survived'].map((name) => ({ name, type: 'numeric' }));
const resolve = (request: Partial<TrainRequest>, target: string | null = null) =>
  resolveTrainRequest({ dataset_id: 1, model_type: 'RandomForest', ...request }, columns, target);
const faultsOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error.extras.errors;
    throw error;
  }
  return undefined;
};

test('every default is filled in, and the result is a request that resolves to itself', () => {
  const resolved = resolve({});
  expect(resolved).toEqual({
    dataset_id: 1,
    model_type: 'RandomForest',
    hyperparameters: {
      n_estimators: 100,
      max_depth: null,
      max_features: 'sqrt',
      min_samples_split: 2,
      min_samples_leaf: 1,
    },
    target: 'Survived',
    test_size: 0.2,
    test_dataset_id: null,
    seed: 42,
    engine: 'native',
  });
  expect(resolve(resolved)).toEqual(resolved);
});

test('what is given is kept, in the order of the schema, and the request is left as it was', () => {
  const request = { hyperparameters: { max_depth: 3, n_estimators: 7 }, seed: 0, features: ['Sex'] };
  const copy = structuredClone(request);
  const resolved = resolve({ ...request, target: 'Age', test_size: 0.5 }, 'Survived');
  expect(resolved).toMatchObject({ ...request, target: 'Age', test_size: 0.5 });
  expect(Object.keys(resolved.hyperparameters).slice(0, 2)).toEqual(['n_estimators', 'max_depth']);
  expect(request).toEqual(copy);
});

describe('faults are told by their paths', () => {
  const cases: [what: string, request: Partial<TrainRequest>, path: string, message: string][] = [
    ['too few', { hyperparameters: { n_estimators: 0 } }, '/hyperparameters/n_estimators', 'must be at least 1, got 0'],
    [
      'a word',
      { hyperparameters: { n_estimators: '9' } },
      '/hyperparameters/n_estimators',
      'must be an integer, got "9"',
    ],
    ['unknown', { hyperparameters: { C: 1 } }, '/hyperparameters/C', 'is not a known field'],
    [
      'of another engine',
      { engine: 'mljs', model_type: 'KNN', hyperparameters: { weights: 'distance' } },
      '/hyperparameters/weights',
      'is not a known field',
    ],
    [
      'a type that the engine has not',
      { engine: 'mljs', model_type: 'GradientBoosting' },
      '/engine',
      'must be native for GradientBoosting, got "mljs"',
    ],
    ['target', { target: 'x' }, '/target', 'must be a column of the dataset (Age, Sex, Survived), got "x"'],
    [
      'feature',
      { features: ['Age', 'x'] },
      '/features/1',
      'must be a column of the dataset (Age, Sex, Survived), got "x"',
    ],
    ['target as feature', { features: ['Survived'] }, '/features/0', 'must not be the target, got "Survived"'],
  ];
  test.each(cases)('%s', (_what, request, path, message) => {
    expect(faultsOf(() => resolve(request))).toMatchObject([{ path, message }]);
  });

  test('that of a value beyond its limit in any language too', () => {
    expect(faultsOf(() => resolve({ hyperparameters: { n_estimators: 0 } }))).toEqual([
      {
        path: '/hyperparameters/n_estimators',
        message: 'must be at least 1, got 0',
        reason: 'minimum',
        values: { limit: 1, value: '0' },
      },
    ]);
  });

  test('all of them at once', () => {
    const request = { hyperparameters: { n_estimators: 0, C: 1 }, target: 'x', features: ['z'] };
    const faults = faultsOf(() => resolve(request)) ?? [];
    const paths = ['/features/0', '/hyperparameters/C', '/hyperparameters/n_estimators', '/target'];
    expect(faults.map(({ path }) => path).toSorted()).toEqual(paths);
    expect(() => resolve(request)).toThrow(/\(and 3 more\)$/);
  });
});

test('a test dataset must have the target and the features that are named', () => {
  const resolved = resolve({ features: ['Age', 'Sex'] });
  expect(faultsOf(() => checkTestColumns(resolved, columns))).toBeUndefined();
  expect(faultsOf(() => checkTestColumns(resolved, columns.slice(0, 1)))).toEqual([
    {
      path: '/test_dataset_id',
      message: 'must have the columns of the dataset to learn from, it lacks Survived, Sex',
      reason: 'lacks_columns',
      values: { columns: 'Survived, Sex' },
    },
  ]);
});

test('costs are for a threshold by cost, and two classes for any', () => {
  expect(faultsOf(() => resolve({ threshold: { by: 'f1', cost_fn: 2 } }))).toEqual([
    { path: '/threshold/cost_fn', message: 'is for by "cost", got by "f1"' },
  ]);
  const resolved = resolve({ threshold: { by: 'cost', cost_fn: 2 }, cross_validation: { folds: 5 } });
  expect(resolved).toMatchObject({
    threshold: { by: 'cost', cost_fn: 2 },
    cross_validation: { folds: 5, repeats: 1 },
  });
  expect(resolve(resolved)).toEqual(resolved);
  const profileOf = (distinct: number) => [{ name: 'Survived', type: 'numeric' as const, missing: 0, distinct }];
  expect(faultsOf(() => checkTwoClasses(resolved, columns, profileOf(3)))).toEqual([
    {
      path: '/threshold',
      message: 'is for targets of two classes; Survived has 3',
      reason: 'two_classes',
      values: { classes: 3 },
    },
  ]);
  expect(faultsOf(() => checkTwoClasses(resolved, columns, profileOf(2)))).toBeUndefined();
});

test('a positive class is one of two, as the profile of the target tells', () => {
  const resolved = resolve({ positive_class: '0' });
  expect(resolve(resolved)).toEqual(resolved);
  const of = (distinct: number) => [
    { name: 'Survived', type: 'numeric' as const, missing: 0, distinct, min: 0, max: 1 },
  ];
  const faults = (positive_class: string, distinct = 2) =>
    faultsOf(() => checkTwoClasses(resolve({ positive_class }), columns, of(distinct)));
  expect(faults('0')).toBeUndefined();
  expect(faults('yes')).toEqual([
    {
      path: '/positive_class',
      message: 'must be one of the classes of Survived (0, 1), got "yes"',
      reason: 'unknown_class',
      values: { classes: '0, 1', value: 'yes' },
    },
  ]);
  expect(faults('1', 3)).toEqual([
    {
      path: '/positive_class',
      message: 'is for targets of two classes; Survived has 3, got "1"',
      reason: 'two_classes',
      values: { classes: 3 },
    },
  ]);
});
