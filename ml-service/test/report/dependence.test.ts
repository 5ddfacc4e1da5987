import { readFileSync } from 'node:fs';
import { MODEL_TYPES, type PartialDependence } from '@ml-microservices/shared/contracts';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { openModel } from '../../src/inference/fitted-model.js';
import { modelPlan } from '../../src/tabular/column-plans.js';
import { readCsv } from '../../src/tabular/csv-table.js';
import { transform } from '../../src/tabular/transform.js';
import { titanicColumns, titanicCsv } from '../tabular/tables.js';
import { evaluated } from './evaluated.js';

interface Reference {
  readonly feature: string;
  readonly values: readonly (number | string)[];
  /** Class by class, one figure a value. */
  readonly mean: readonly (readonly number[])[];
  readonly p10: readonly (readonly number[])[];
  readonly p90: readonly (readonly number[])[];
}

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
/** Figures of scikit-learn's `partial_dependence`, with its source. */
const reference = fixture('partial-dependence') as {
  titanic: { logistic_regression: Reference[] };
  wine: { knn: Reference[] };
};
const titanic = fixture('titanic') as { features: string[]; train_rows: number[]; test_rows: number[] };
const wine = fixture('wine') as { train_rows: number[]; test_rows: number[]; X: number[][]; y: number[] };

const csvOf = (head: string, lines: readonly string[]) => `${[head, ...lines].join('\n')}\n`;
const [titanicHead, ...titanicLines] = titanicCsv.toString().trimEnd().split('\n');
const titanicOf = (rows: readonly number[]) =>
  csvOf(
    titanicHead,
    rows.map((row) => titanicLines[row]),
  );
const wineOf = (rows: readonly number[]) =>
  csvOf(
    [...wine.X[0].map((_, j) => `x${j}`), 'target'].join(','),
    rows.map((row) => [...wine.X[row], wine.y[row]].join(',')),
  );
const names = ({ features }: PartialDependence) => features.map(({ feature }) => feature);

function expectEqual({ features }: PartialDependence, all: readonly Reference[], tolerance: number): void {
  for (const { feature, curves } of features) {
    const expected = all.find((one) => one.feature === feature)!;
    expect(curves).toHaveLength(expected.mean.length);
    curves.forEach(({ points }, at) => {
      expect(points.map(({ value }) => value)).toEqual(expected.values);
      points.forEach((point, i) => {
        for (const name of ['mean', 'p10', 'p90'] as const)
          expect(Math.abs(point[name] - expected[name][at][i]), `${feature} ${name}`).toBeLessThan(tolerance);
      });
    });
  }
}

describe('partial dependence', () => {
  it('is that of scikit-learn for logistic regression on the Titanic', async () => {
    const { evaluation } = await evaluated({
      csv: titanicOf(titanic.train_rows),
      testCsv: titanicOf(titanic.test_rows),
      columns: titanicColumns,
      wish: { model_type: 'LogisticRegression', features: titanic.features },
    });
    const { partial_dependence: dependence, permutation_importance: importance } = evaluation;
    expect(dependence.rows).toBe(179);
    expect(names(dependence)).toEqual(importance.features.map(({ feature }) => feature));
    expect(dependence.features[0].curves.map(({ label }) => label)).toEqual(['1']);
    expectEqual(dependence, reference.titanic.logistic_regression, 1e-5);
  });

  it('is that of scikit-learn for three classes of wine by their neighbours, of the ten most important features', async () => {
    const { evaluation } = await evaluated({
      csv: wineOf(wine.train_rows),
      testCsv: wineOf(wine.test_rows),
      wish: { model_type: 'KNN' },
    });
    const { partial_dependence: dependence, permutation_importance: importance } = evaluation;
    expect(names(dependence)).toEqual(importance.features.slice(0, 10).map(({ feature }) => feature));
    expect(dependence.features[0].curves.map(({ label }) => label)).toEqual(['0', '1', '2']);
    expectEqual(dependence, reference.wine.knn, 1e-8);
  });

  it.each([...MODEL_TYPES])(
    'of %s is the mean of its predictions where every row has the value',
    async (model_type) => {
      const wish = { model_type };
      const { trained, evaluation } = await evaluated({ csv: titanicCsv.toString(), columns: titanicColumns, wish });
      const { predictProba, preprocessing, transformer, testRows } = openModel(trained.file);
      const { data } = Papa.parse<Record<string, string>>(titanicOf([...testRows]), {
        header: true,
        skipEmptyLines: true,
      });
      const { features } = evaluation.partial_dependence;
      expect(features).toHaveLength(7);
      for (const { feature, curves } of features) {
        for (const { value, mean } of curves[0].points) {
          const changed = Papa.unparse(data.map((row) => ({ ...row, [feature]: value })));
          const { matrix } = transform(transformer, readCsv(changed, modelPlan(preprocessing)));
          const positive = predictProba(matrix).filter((_, at) => at % 2 === 1);
          expect(mean).toBeCloseTo(positive.reduce((sum, p) => sum + p, 0) / positive.length, 12);
        }
      }
    },
  );

  it('takes at most fifteen values of a feature, and tells of the categories that it leaves out', async () => {
    // Category k has k + 1 rows, so that the first ten of 25 are the rarest.
    const categories = Array.from({ length: 25 }, (_, k) => Array.from({ length: k + 1 }, () => `c${k}`)).flat();
    const lines = categories.map(
      (category, i) => `${category},${(i * i) % 1009},${i < 200 ? 7 : 8},${(i * 7) % 3 === 0}`,
    );
    const csv = csvOf('category,number,late,y', lines);
    const { evaluation } = await evaluated({ csv, wish: { model_type: 'RandomForest', target: 'y', seed: 1 } });
    const { features } = evaluation.partial_dependence;
    const valuesOf = (name: string) =>
      features.find(({ feature }) => feature === name)!.curves[0].points.map(({ value }) => value);
    expect(features.find(({ feature }) => feature === 'category')!.categories_left_out).toBe(10);
    expect(valuesOf('category')).toHaveLength(15);
    expect(valuesOf('category')).toContain('c24');
    expect(valuesOf('number').length).toBe(15);
    expect(valuesOf('number')).toEqual(valuesOf('number').toSorted((a, b) => Number(a) - Number(b)));
  });

  it('leaves out a feature that all test rows have one value of', async () => {
    const line = (i: number, late: number) => `${(i * 37) % 41},${late},${(i * 7) % 3 === 0}`;
    const csv = csvOf(
      'number,late,y',
      Array.from({ length: 200 }, (_, i) => line(i, i % 2)),
    );
    const testCsv = csvOf(
      'number,late,y',
      Array.from({ length: 600 }, (_, i) => line(i, 1)),
    );
    const { evaluation } = await evaluated({ csv, testCsv, wish: { model_type: 'KNN', target: 'y' } });
    expect(names(evaluation.partial_dependence)).toEqual(['number']);
    expect(evaluation.partial_dependence.rows).toBe(250);
  });
});
