import type { Column, ModelType } from '@ml-microservices/shared/contracts';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { openModel } from '../../src/inference/fitted-model.js';
import { predictTable } from '../../src/inference/predict-table.js';
import { modelPlan, schemaPlan } from '../../src/tabular/column-plans.js';
import { readCsv } from '../../src/tabular/csv-table.js';
import { fitPreprocessing } from '../../src/tabular/preparation.js';
import { fitScaling } from '../../src/tabular/scaling.js';
import { createTransformer, transform } from '../../src/tabular/transform.js';
import { DATA_SETS, fixture } from '../estimators/fixtures.js';
import { titanicColumns, titanicCsv } from '../tabular/tables.js';
import { jobOf, sourceOf, trainJob } from './jobs.js';

const CODES: Readonly<Record<string, readonly string[]>> = { Sex: ['female', 'male'], Embarked: ['S', 'C', 'Q'] };

/** The data set's rows with their class last; the Titanic's categories as codes, what is missing left empty. */
function rowsOf(name: (typeof DATA_SETS)[number]): Record<string, string | number>[] {
  const { features, X, y } = fixture(name).reference;
  if (X && y) return X.map((row, i) => ({ ...Object.fromEntries(features.map((f, j) => [f, row[j]])), y: y[i] }));
  const { data } = Papa.parse<Record<string, string>>(titanicCsv.toString(), { header: true, skipEmptyLines: true });
  const code = (feature: string, text: string) =>
    feature in CODES && text !== '' ? CODES[feature].indexOf(text) : text;
  return data.map((row) => ({ ...Object.fromEntries(features.map((f) => [f, code(f, row[f])])), y: row.Survived }));
}

describe.each(DATA_SETS)("scikit-learn's predictions on %s", (name) => {
  const { reference } = fixture(name);
  const rows = rowsOf(name);
  const csv = (which: readonly number[]) => Papa.unparse(which.map((row) => rows[row]));
  const train = async (model_type: ModelType, hyperparameters: Record<string, unknown>) => {
    const [source, other] = [sourceOf(csv(reference.train_rows)), sourceOf(csv(reference.test_rows))];
    const wish = { model_type, hyperparameters, features: [...reference.features] };
    const { file, model } = await trainJob(jobOf(source, wish, other));
    const fitted = openModel(file);
    const table = readCsv(csv(reference.test_rows), modelPlan(fitted.preprocessing));
    const { probabilities } = predictTable(fitted, table, null);
    const nClasses = fitted.classes.length;
    const probabilitiesOf = (i: number) => [...probabilities.subarray(i * nClasses, (i + 1) * nClasses)];
    return { model, probabilitiesOf };
  };
  const largestGap = (ours: readonly number[], theirs: readonly number[]) =>
    Math.max(...ours.map((p, c) => Math.abs(p - theirs[c])));

  test.each(reference.logistic_regression.filter(({ scaled }) => scaled))(
    'logistic regression with C = $C within 1e-5',
    async ({ C, test_proba, test_accuracy }) => {
      const { model, probabilitiesOf } = await train('LogisticRegression', { C });
      const gaps = test_proba.map((theirs, i) => largestGap(probabilitiesOf(i), theirs));
      expect(Math.max(...gaps)).toBeLessThan(1e-5);
      expect(model.metrics.accuracy).toBeCloseTo(test_accuracy, 12);
      expect(model).toMatchObject({ test_size: 0, warnings: [] });
    },
  );

  test.each(reference.knn)(
    'KNN with $n_neighbors $weights neighbours within 1e-8 where no neighbour is tied',
    async ({ n_neighbors, weights, test_proba, tied_test_rows }) => {
      const { probabilitiesOf } = await train('KNN', { n_neighbors, weights });
      const tied = new Set(tied_test_rows);
      const gaps = test_proba.map((theirs, i) => (tied.has(i) ? 0 : largestGap(probabilitiesOf(i), theirs)));
      expect(Math.max(...gaps)).toBeLessThan(1e-8);
    },
  );
});

test("the Titanic's matrix is scikit-learn's: imputed and scaled by the training rows", () => {
  const { reference, train, test: held } = fixture('titanic');
  const schema: Column[] = titanicColumns.map((column) =>
    column.name in CODES ? { ...column, categories: [...CODES[column.name]] } : column,
  );
  const table = readCsv(titanicCsv, schemaPlan(schema));
  const preprocessing = fitPreprocessing(table, Int32Array.from(reference.train_rows), {
    features: reference.features,
    dropped: [],
    target: 'Survived',
    schema,
    oneHot: false,
  });
  const imputed = Object.fromEntries(preprocessing.features.map(({ name, impute }) => [name, impute]));
  expect(imputed).toMatchObject(reference.impute);
  const transformer = createTransformer(preprocessing);
  const { matrix } = transform(transformer, table, Int32Array.from(reference.train_rows));
  expect(matrix.values).toEqual(train(false).X.values);
  expect(transform(transformer, table, Int32Array.from(reference.test_rows)).matrix.values).toEqual(
    held(false).X.values,
  );
  const { means, scales } = fitScaling(matrix);
  means.forEach((mean, j) => {
    expect(mean).toBeCloseTo(reference.scaler.mean[j], 9);
    expect(scales[j]).toBeCloseTo(reference.scaler.scale[j], 9);
  });
});
