import { createHash } from 'node:crypto';
import { MODEL_TYPES, Model, type ModelType } from '@ml-microservices/shared/contracts';
import { compileStrict } from '@ml-microservices/shared/validation';
import Type from 'typebox';
import { describe, expect, test } from 'vitest';
import { openModel } from '../../src/inference/fitted-model.js';
import { predictTable } from '../../src/inference/predict-table.js';
import { readModelFile } from '../../src/model-file/model-file.js';
import { modelPlan } from '../../src/tabular/column-plans.js';
import { readCsv } from '../../src/tabular/csv-table.js';
import type { TrainingProgress } from '../../src/training/reporter.js';
import { cellsOf, titanicColumns, titanicCsv } from '../tabular/tables.js';
import { jobOf, type RunOptions, sourceOf, trainJob, type Wish } from './jobs.js';

const titanic = (wish: Wish, options?: RunOptions) =>
  trainJob(jobOf(sourceOf(titanicCsv, titanicColumns), wish), options);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const published = Type.Omit(Model, [
  'id',
  'name',
  'description',
  'file_id',
  'run_id',
  'dataset_id',
  'test_dataset_id',
  'threshold',
  'created_at',
  'updated_at',
]);
const isPublished = compileStrict(Type.Object(published.properties, { additionalProperties: false }));

/** Accuracy that any sound model of the type reaches on any split: scikit-learn's is 0.77 to 0.82. */
const FLOOR: Readonly<Record<ModelType, number>> = {
  LogisticRegression: 0.75,
  RandomForest: 0.75,
  GradientBoosting: 0.75,
  KNN: 0.75,
};

describe.each([...MODEL_TYPES])('the whole Titanic by %s', (model_type) => {
  test('becomes a model as storage publishes it, with its file', async () => {
    const { model, file } = await titanic({ model_type });
    expect(isPublished(model), JSON.stringify(isPublished.errors?.[0])).toBe(true);
    expect(model).toMatchObject({
      model_type,
      engine: 'native',
      features: ['Pclass', 'Sex', 'Age', 'SibSp', 'Parch', 'Fare', 'Embarked'],
      target: 'Survived',
      classes: [0, 1],
      seed: 42,
      test_size: 0.2,
    });
    expect(model.preprocessing).toMatchObject({ fitted_rows: 712, target_type: 'numeric' });
    expect(model.preprocessing.dropped.map(({ name }) => name)).toEqual(['PassengerId', 'Name', 'Ticket', 'Cabin']);
    const { metrics } = model;
    expect(metrics).toMatchObject({ n_train: 712, n_test: 179 });
    expect(metrics.confusion_matrix.counts.map((row) => row[0] + row[1])).toEqual([110, 69]);
    expect(metrics.accuracy).toBeGreaterThan(FLOOR[model_type]);
    expect(metrics.train_accuracy).toBeGreaterThan(FLOOR[model_type]);
    expect(metrics.oob_accuracy === null).toBe(model_type !== 'RandomForest');
    const { header, testRows } = readModelFile(file);
    const { version, feature_importance, warnings, ...described } = model;
    expect(header).toMatchObject(described);
    expect(testRows).toHaveLength(179);
  });

  test('gives the same bytes for the same request, and others for another seed', async () => {
    const [one, same, other] = [
      await titanic({ model_type }),
      await titanic({ model_type }),
      await titanic({ model_type, seed: 1 }),
    ];
    expect(sha256(same.file)).toBe(sha256(one.file));
    expect(same.model).toEqual(one.model);
    expect(other.model.fingerprint).not.toBe(one.model.fingerprint);
    expect(sha256(other.file)).not.toBe(sha256(one.file));
  });

  test('its metrics are those of the predictions on the test rows of the file', async () => {
    const { model, file } = await titanic({ model_type });
    const fitted = openModel(file);
    const table = readCsv(titanicCsv, modelPlan(fitted.preprocessing));
    const { predicted } = predictTable(fitted, table, null);
    const { Survived } = cellsOf(table);
    const right = fitted.testRows.filter((row) => Number(Survived[row]) === predicted[row]).length;
    expect(right / fitted.testRows.length).toBe(model.metrics.accuracy);
  });

  test('tells its progress from 0 to 1, stage by stage', async () => {
    const steps: TrainingProgress[] = [];
    await titanic({ model_type }, { onProgress: (step) => steps.push(step) });
    const progress = steps.map((step) => step.progress);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect([progress[0], progress.at(-1)]).toEqual([0, 1]);
    expect([...new Set(steps.map(({ stage }) => stage))]).toEqual(['read', 'prepare', 'fit', 'evaluate', 'save']);
  });
});

test('a forest grows the same file on one thread and on two', async () => {
  const wish: Wish = { model_type: 'RandomForest', hyperparameters: { n_estimators: 40 } };
  const [one, two] = [await titanic(wish, { threads: 1 }), await titanic(wish, { threads: 2 })];
  expect(sha256(two.file)).toBe(sha256(one.file));
});

test('a forest knows how much each feature told it, most first', async () => {
  const { model } = await titanic({ model_type: 'RandomForest', hyperparameters: { max_depth: 10 } });
  const importances = model.feature_importance ?? [];
  expect(importances.map(({ feature }) => feature).toSorted()).toEqual(model.features.toSorted());
  expect(importances.reduce((sum, { importance }) => sum + importance, 0)).toBeCloseTo(1, 12);
  // scikit-learn's order on this data: Sex 0.32, Fare 0.24, Age 0.20, Pclass 0.10.
  expect(importances.slice(0, 4).map(({ feature }) => feature)).toEqual(['Sex', 'Fare', 'Age', 'Pclass']);
});

test('the other engine trains the same types', async () => {
  const { model } = await titanic({ model_type: 'KNN', engine: 'mljs' });
  expect(model).toMatchObject({ engine: 'mljs', hyperparameters: { n_neighbors: 5 } });
  expect(model.metrics.accuracy).toBeGreaterThan(0.7);
});

test('a regression says after how many iterations it converged', async () => {
  const { model } = await titanic({ model_type: 'LogisticRegression' });
  expect(model.metrics).toMatchObject({ converged: true });
  expect(model.metrics.n_iter).toBeGreaterThan(3);
});

test('a regression that stops early says so', async () => {
  const { model } = await titanic({ model_type: 'LogisticRegression', hyperparameters: { max_iter: 1 } });
  expect(model.metrics).toMatchObject({ n_iter: 1, converged: false });
  expect(model.warnings).toMatchObject([
    {
      code: 'not_converged',
      values: { iterations: 1, max_iter: 1 },
      message: expect.stringMatching(/stopped after 1 of 1 iterations before it converged/),
    },
  ]);
});
