import { readFileSync } from 'node:fs';
import type { ExplainedOutput, Explanations, ModelType, Problem } from '@ml-microservices/shared/contracts';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { explainTable } from '../../src/inference/explain.js';
import { openModel } from '../../src/inference/fitted-model.js';
import { Inference } from '../../src/inference/inference.js';
import { predictInline } from '../../src/inference/input.js';
import { readModelFile, writeModelFile } from '../../src/model-file/model-file.js';
import { titanicColumns, titanicCsv } from '../tabular/tables.js';
import { jobOf, sourceOf, trainJob, type Wish } from '../training/jobs.js';

const IRIS = irisCsv();
/** Numbers, a category of two words and one of three, and holes. */
const passengers = Papa.parse<Record<string, string>>(titanicCsv.toString(), {
  header: true,
  skipEmptyLines: true,
}).data;

const titanicFile = async (wish: Wish) => (await trainJob(jobOf(sourceOf(titanicCsv, titanicColumns), wish))).file;
const irisFile = async (wish: Wish) => (await trainJob(jobOf(sourceOf(IRIS), { target: 'species', ...wish }))).file;

function explain(file: Uint8Array, data: string): Explanations {
  const model = openModel(file);
  const work = new Inference(model, null);
  const table = predictInline(work, { data }, 1000);
  const { rows, predictions, warnings } = work.result();
  return explainTable(model, table, { rows, predictions, warnings });
}

function irisCsv(): string {
  const { X, y }: { X: number[][]; y: number[] } = JSON.parse(
    readFileSync(new URL('../fixtures/iris.json', import.meta.url), 'utf8'),
  );
  return ['a,b,c,d,species', ...X.map((row, i) => [...row, y[i]].join(','))].join('\n');
}

/** Rows of x and y with an identifier of their own, which is not learned from, so that none are equal. */
const numbered = (rows: readonly string[], times: number) =>
  ['id,x,y', ...Array.from({ length: times * rows.length }, (_, i) => `r${i},${rows[i % rows.length]}`)].join('\n');

const logistic = (score: number) => 1 / (1 + Math.exp(-score));

/** The probabilities that the totals stand for, by class. */
function probabilitiesOf(outputs: readonly ExplainedOutput[], scale: string): Record<string, number> {
  const [{ class: label, against, total }] = outputs;
  if (against !== null) {
    const second = scale === 'probability' ? total : logistic(total);
    return { [String(against)]: 1 - second, [String(label)]: second };
  }
  const shares = outputs.map((output) => (scale === 'probability' ? output.total : Math.exp(output.total)));
  const sum = shares.reduce((a, b) => a + b);
  return Object.fromEntries(outputs.map((output, i) => [String(output.class), shares[i] / sum]));
}

function expectSumsToPredict(answer: Explanations): void {
  if (answer.method === 'neighbors') throw new TypeError('terms were expected');
  for (const { outputs, probabilities } of answer.explanations) {
    for (const { base, contributions, total } of outputs) {
      expect(contributions.reduce((sum, { contribution }) => sum + contribution, base)).toBe(total);
    }
    const expected = probabilitiesOf(outputs, answer.scale);
    expect(Object.keys(expected)).toEqual(Object.keys(probabilities));
    for (const [label, p] of Object.entries(probabilities)) expect(expected[label]).toBeCloseTo(p, 10);
  }
}

const SIZES: Readonly<Record<string, Wish['hyperparameters']>> = {
  RandomForest: { n_estimators: 30 },
  GradientBoosting: { n_estimators: 30 },
};
const BY_TERMS: ModelType[] = ['LogisticRegression', 'RandomForest', 'GradientBoosting'];

describe.each(BY_TERMS)('the terms of a %s', (model_type) => {
  const wish = { model_type, hyperparameters: SIZES[model_type] };

  it('add up to the prediction of every row, for two classes and for three', async () => {
    const titanic = explain(await titanicFile(wish), titanicCsv.toString());
    expectSumsToPredict(titanic);
    expect(titanic.explanations).toHaveLength(891);
    expectSumsToPredict(explain(await irisFile(wish), IRIS));
  });

  it('have one term for each column, with the value that was taken', async () => {
    const answer = explain(
      await titanicFile(wish),
      'Pclass,Sex,Age,SibSp,Parch,Fare,Embarked\n3,female,22.5,1,0,7.2292,C\n1,male,,0,0,30,\n',
    );
    if (answer.method === 'neighbors') throw new TypeError('terms were expected');
    const valuesOf = (row: number) =>
      answer.explanations[row].outputs[0].contributions.map(({ feature, value }) => [feature, value]);
    expect(Object.fromEntries(valuesOf(0))).toEqual({
      Pclass: 3,
      Sex: 'female',
      Age: 22.5,
      SibSp: 1,
      Parch: 0,
      Fare: 7.2292,
      Embarked: 'C',
    });
    const imputed = model_type === 'GradientBoosting' ? { Age: null, Embarked: null } : { Age: 28, Embarked: 'S' };
    expect(Object.fromEntries(valuesOf(1))).toMatchObject(imputed);
  });
});

it('of a logistic regression are coefficient times standardised value, on top of the intercept', async () => {
  const csv = numbered(['0,a', '2,a', '2,b', '4,b'], 10);
  const file = (await trainJob(jobOf(sourceOf(csv), { model_type: 'LogisticRegression', target: 'y' }))).file;
  const { state, header } = readModelFile(file);
  const { means, scales } = header.preprocessing;
  const answer = explain(file, 'x\n3\n');
  if (answer.method === 'neighbors') throw new TypeError('terms were expected');
  const [{ base, contributions, against }] = answer.explanations[0].outputs;
  expect(against).toBe('a');
  expect(base).toBe(state.tensors.intercept.values[0]);
  expect(contributions[0].contribution).toBe(
    (state.tensors.coef.values[0] * (3 - (means?.[0] ?? 0))) / (scales?.[0] ?? 1),
  );
});

it('of one tree are the changes of the class share on the way down', async () => {
  // x <= 1 parts 10 a from 20 rows of which half are b: shares of b 1/3, then 0 or 1/2; no split goes further.
  const csv = numbered(['0,a', '2,a', '2,b'], 100);
  const hyperparameters = { n_estimators: 1 };
  const file = (await trainJob(jobOf(sourceOf(csv), { model_type: 'RandomForest', hyperparameters, target: 'y' })))
    .file;
  const answer = explain(file, 'x\n0\n2\n');
  if (answer.method === 'neighbors') throw new TypeError('terms were expected');
  const [left, right] = answer.explanations.map(({ outputs }) => outputs[0]);
  const { leaves, threshold, feature } = readModelFile(file).state.tensors;
  const sizes = [...threshold.values].filter((_, node) => feature.values[node] < 0);
  // The bag's own share of b: leaf shares weighed by the rows that fell into each.
  const base = (leaves.values[1] * sizes[0] + leaves.values[3] * sizes[1]) / (sizes[0] + sizes[1]);
  expect(sizes[0] + sizes[1]).toBe(240);
  expect(left.base).toBeCloseTo(base, 12);
  expect(left.contributions[0].contribution).toBeCloseTo(-base, 12);
  expect(right.total).toBeCloseTo(leaves.values[3], 12);
});

describe.each(['uniform', 'distance'] as const)('the neighbours of a KNN by %s weights', (weights) => {
  it('are rows of the dataset whose weights add up to the probabilities', async () => {
    const file = await titanicFile({ model_type: 'KNN', hyperparameters: { n_neighbors: 7, weights } });
    const answer = explain(file, titanicCsv.toString());
    if (answer.method !== 'neighbors') throw new TypeError('neighbours were expected');
    const testRows = new Set(openModel(file).testRows);
    for (const { neighbors, probabilities } of answer.explanations) {
      expect(neighbors).toHaveLength(7);
      const sums: Record<string, number> = { 0: 0, 1: 0 };
      for (const neighbor of neighbors) {
        sums[String(neighbor.class)] += neighbor.weight;
        const { row, values } = neighbor;
        expect(testRows.has(row)).toBe(false);
        expect(String(neighbor.class)).toBe(passengers[row].Survived);
        for (const [name, value] of Object.entries(values)) {
          if (passengers[row][name] !== '')
            expect(String(value)).toBe(String(Number(passengers[row][name]) || passengers[row][name]));
        }
      }
      for (const [label, p] of Object.entries(probabilities)) expect(sums[label]).toBeCloseTo(p, 12);
      const distances = neighbors.map(({ distance }) => distance);
      expect(distances).toEqual([...distances].sort((a, b) => a - b));
    }
  });
});

describe('a model that cannot be explained', () => {
  const problemOf = (work: () => unknown): Problem => {
    try {
      work();
    } catch (problem) {
      return problem as Problem;
    }
    throw new TypeError('a problem was expected');
  };

  it('is named where its trees do not know their rows', async () => {
    const parts = readModelFile(await irisFile({ model_type: 'RandomForest', hyperparameters: { n_estimators: 2 } }));
    const { feature, threshold } = parts.state.tensors;
    const without = threshold.values.map((value, node) => (feature.values[node] < 0 ? 0 : value));
    const tensors = { ...parts.state.tensors, threshold: { ...threshold, values: without } };
    const file = writeModelFile({ ...parts, state: { ...parts.state, tensors } });
    expect(problemOf(() => explain(file, IRIS))).toMatchObject({
      code: 'not_explainable',
      detail: 'The model cannot be explained: its file does not say how many rows ended in each leaf. Train it again.',
    });
  });

  it('is named where it does not know its training rows', async () => {
    const parts = readModelFile(await irisFile({ model_type: 'KNN' }));
    const file = writeModelFile({ ...parts, trainRows: null });
    expect(problemOf(() => explain(file, IRIS)).code).toBe('not_explainable');
  });
});
