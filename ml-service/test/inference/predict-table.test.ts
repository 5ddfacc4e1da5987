import { Problem, type TrainRequest } from '@ml-microservices/shared/contracts';
import { beforeAll, describe, expect, test } from 'vitest';
import { type FittedModel, openModel } from '../../src/inference/fitted-model.js';
import { InputTally } from '../../src/inference/input-tally.js';
import { predictTable } from '../../src/inference/predict-table.js';
import { inputWarnings } from '../../src/inference/warnings.js';
import { modelPlan } from '../../src/tabular/column-plans.js';
import { readCsv } from '../../src/tabular/csv-table.js';
import { tableFromRows } from '../../src/tabular/row-table.js';
import { titanicColumns, titanicCsv } from '../tabular/tables.js';
import { jobOf, sourceOf, trainJob } from '../training/jobs.js';

async function modelOf(csv: string | Buffer, wish: Partial<TrainRequest>, columns?: typeof titanicColumns) {
  const job = jobOf(sourceOf(csv, columns), { model_type: 'KNN', ...wish });
  return openModel((await trainJob(job)).file);
}
const predict = (model: FittedModel, csv: string, threshold: number | null = null) =>
  predictTable(model, readCsv(csv, modelPlan(model.preprocessing)), threshold);

describe('two classes', () => {
  /** One neighbour: 0 below 10, 1 above; `far` words belong to class 1. */
  const rows = Array.from({ length: 20 }, (_, i) => `${i},${i < 10 ? 'near' : 'far'},${i < 10 ? 0 : 1}`);
  let model: FittedModel;
  beforeAll(async () => {
    const csv = `x,where,y\n${rows.join('\n')}\n`;
    model = await modelOf(csv, { features: ['x', 'where'], hyperparameters: { n_neighbors: 4 } });
  });

  test('are predicted row by row, whatever the order of the columns', () => {
    const { nRows, predicted, probabilities } = predict(model, 'where,extra,x\nfar,?,18\nnear,?,2\nfar,?,17\n');
    expect(nRows).toBe(3);
    expect([...predicted]).toEqual([1, 0, 1]);
    expect([...probabilities]).toEqual([0, 1, 1, 0, 0, 1]);
  });

  test('the second from the threshold on, by default where it is likelier', () => {
    const between = 'x,where\n9.6,near\n';
    const { probabilities } = predict(model, between);
    const share = probabilities[1];
    expect([...predict(model, between, share).predicted]).toEqual([1]);
    expect([...predict(model, between, share + 1e-9).predicted]).toEqual([0]);
    expect([...predict(model, 'x,where\n2,near\n', 0).predicted]).toEqual([1]);
  });

  test('what was imputed, unknown or not used is counted', () => {
    const { counts } = predict(model, 'x,a,where,b,y\n,1,,1,0\n1,1,elsewhere,1,0\n?,1,1,1,1\n');
    expect(counts).toEqual({ imputed: Int32Array.of(2, 1), unknown: Int32Array.of(0, 1), ignored: ['a', 'b'] });
    expect(inputWarnings(model.preprocessing, counts)).toEqual([
      {
        code: 'imputed_value',
        column: 'x',
        count: 2,
        message: expect.stringMatching(/^x: 2 missing values were imputed with the median, \d/),
      },
      {
        code: 'unknown_category',
        column: 'where',
        count: 1,
        message: expect.stringMatching(/^where: 1 value was of no category known/),
      },
      {
        code: 'imputed_value',
        column: 'where',
        count: 1,
        message: expect.stringMatching(/^where: 1 missing value was imputed/),
      },
      { code: 'ignored_column', column: 'a', count: 1, message: 'a: the model does not use this column' },
      { code: 'ignored_column', column: 'b', count: 1, message: 'b: the model does not use this column' },
    ]);
  });

  test('the score is of the rows that carry the target, as a number or as text', () => {
    expect(predict(model, 'x,where\n1,near\n').score).toEqual({ n: 0, correct: 0 });
    const csv = 'x,where,y\n1,near,0\n18,far,1.0\n18,far,0\n18,far,\n1,near,zero\n';
    expect(predict(model, csv).score).toEqual({ n: 4, correct: 2 });
    const asRows = tableFromRows(
      [
        { x: 18, where: 'far', y: 1 },
        { x: '1', where: 1, y: '0' },
      ],
      modelPlan(model.preprocessing),
    );
    expect(predictTable(model, asRows, null).score).toEqual({ n: 2, correct: 2 });
  });

  test('an input in parts adds up', () => {
    const tally = new InputTally(model.preprocessing);
    expect(tally.score).toBeUndefined();
    tally.add(predict(model, 'x,where,y,more\n,near,0,1\n'));
    tally.add(predict(model, 'x,where,y,more\n,nowhere,1,1\n18,far,1,1\n'));
    expect(tally.counts).toEqual({ imputed: Int32Array.of(2, 0), unknown: Int32Array.of(0, 1), ignored: ['more'] });
    expect(tally.score).toMatchObject({ n: 3, accuracy: (tally.score?.correct ?? 0) / 3 });
  });

  test('a column that is missing is named', () => {
    expect(() => predict(model, 'x,y\n1,1\n')).toThrow(Problem);
    expect(() => predict(model, 'x,y\n1,1\n')).toThrow('The input lacks columns that the model needs: where.');
  });
});

test('classes that are words are told as words, also where the target comes as a code', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i * i},${['low', 'mid', 'high'][Math.floor(i / 10)]}`);
  const model = await modelOf(`x,y\n${rows.join('\n')}\n`, {});
  expect(model.classes).toEqual(['high', 'low', 'mid']);
  const { predicted, score } = predict(model, 'x,y\n0,low\n810,0\n150,mid\n150,high\n');
  expect([...predicted]).toEqual([1, 0, 2, 2]);
  expect(score).toEqual({ n: 4, correct: 3 });
});

test.each(['LogisticRegression', 'RandomForest', 'KNN'] as const)(
  '%s predicts a batch as its rows one by one',
  async (model_type) => {
    const model = await modelOf(titanicCsv, { model_type }, titanicColumns);
    const [header, ...lines] = titanicCsv.toString().trim().split('\n').slice(0, 60);
    const nClasses = model.classes.length;
    const batch = predict(model, [header, ...lines].join('\n'));
    lines.forEach((line, i) => {
      const one = predict(model, `${header}\n${line}\n`);
      expect([...one.probabilities]).toEqual([...batch.probabilities.subarray(i * nClasses, (i + 1) * nClasses)]);
    });
  },
);

test('a passenger may be told by words or by codes', async () => {
  const coded = titanicColumns.map((column) => {
    if (column.name === 'Sex') return { ...column, categories: ['female', 'male'] };
    return column.name === 'Embarked' ? { ...column, categories: ['S', 'C', 'Q'] } : column;
  });
  const model = await modelOf(titanicCsv, { model_type: 'LogisticRegression' }, coded);
  const plan = modelPlan(model.preprocessing);
  const passenger = { Pclass: 1, Age: 38, SibSp: 1, Parch: 0, Fare: 71.28 };
  const words = predictTable(model, tableFromRows([{ ...passenger, Sex: 'female', Embarked: 'C' }], plan), null);
  const codes = predictTable(model, tableFromRows([{ ...passenger, Sex: 0, Embarked: '1' }], plan), null);
  expect(codes).toEqual(words);
  expect(words.probabilities[1]).toBeGreaterThan(0.8);
});

test('missing values that the model routes are not imputed, and words it does not know are missing to it', async () => {
  // Age is known of those alone who survived, so the model has something to learn from its absence.
  const rows = Array.from({ length: 80 }, (_, i) => `${i % 2 ? i : ''},${i % 3 ? 'a' : 'b'},${i % 2}`);
  const csv = `Age,word,Survived\n${rows.join('\n')}\n`;
  const model = await modelOf(csv, { model_type: 'GradientBoosting', features: ['Age', 'word'] });
  const { predicted, counts } = predict(model, 'Age,word\n,a\n9,\n,c\n');
  expect([...predicted]).toEqual([0, 1, 0]);
  expect(counts).toEqual({ imputed: Int32Array.of(0, 0), unknown: Int32Array.of(0, 1), ignored: [] });
  expect(inputWarnings(model.preprocessing, counts)).toEqual([
    {
      code: 'unknown_category',
      column: 'word',
      count: 1,
      message: 'word: 1 value was of no category known from training, taken for missing',
    },
  ]);
});
