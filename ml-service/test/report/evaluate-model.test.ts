import { readFileSync } from 'node:fs';
import { Evaluation, MODEL_TYPES, type ModelType } from '@ml-microservices/shared/contracts';
import { compileStrict } from '@ml-microservices/shared/validation';
import { describe, expect, it } from 'vitest';
import { titanicCsv as titanicBytes, titanicColumns } from '../tabular/tables.js';
import { sourceOf, type Wish } from '../training/jobs.js';
import { evaluate, evaluated } from './evaluated.js';

const titanicCsv = titanicBytes.toString();
const isEvaluation = compileStrict(Evaluation);
const titanic = (model_type: ModelType, threshold?: number) => ({
  csv: titanicCsv,
  columns: titanicColumns,
  wish: { model_type },
  ...(threshold !== undefined && { threshold }),
});
/** As two evaluations of one model may differ in nothing else. */
const withoutDuration = ({ reproducibility: { evaluation_ms: _ms, ...rest }, ...evaluation }: Evaluation) => ({
  ...evaluation,
  reproducibility: rest,
});
const within = ({ value, lo, hi }: { value: number | null; lo: number | null; hi: number | null }) =>
  lo! <= value! && value! <= hi!;

function csvOf(name: string): string {
  const data = JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
  const { X, y } = data as { X: number[][]; y: number[] };
  const header = [...X[0].map((_, j) => `x${j}`), 'target'].join(',');
  return `${[header, ...X.map((row, i) => [...row, `class ${y[i]}`].join(','))].join('\n')}\n`;
}

describe.each([...MODEL_TYPES])('the evaluation of %s on the Titanic', (model_type) => {
  it('is what its contract describes, with the point values of the training', async () => {
    const { trained, evaluation } = await evaluated(titanic(model_type));
    expect(isEvaluation(evaluation), JSON.stringify(isEvaluation.errors?.[0])).toBe(true);
    const { metrics } = trained.model;
    for (const name of [
      'accuracy',
      'balanced_accuracy',
      'precision',
      'recall',
      'f1',
      'mcc',
      'cohen_kappa',
      'log_loss',
      'roc_auc',
      'average_precision',
      'brier',
      'train_accuracy',
      'oob_accuracy',
    ] as const) {
      const { value } = evaluation.metrics[name];
      if (metrics[name] === null) expect(value, name).toBeNull();
      else expect(value, name).toBeCloseTo(metrics[name], 12);
      if (value !== null) expect(within(evaluation.metrics[name]), name).toBe(true);
    }
    expect(evaluation.decisions.default.confusion_matrix).toEqual(metrics.confusion_matrix);
    expect(evaluation.decisions.served).toBeNull();
    expect(evaluation.leakage).toMatchObject({ test_rows_unseen: true, shared_duplicates: 0 });
    expect(evaluation.leakage.shuffled_labels!.roc_auc.method).toBe('permutation');
    expect(within({ ...evaluation.leakage.shuffled_labels!.roc_auc, value: 0.5 })).toBe(
      evaluation.leakage.shuffled_labels!.covers_chance,
    );
    const [{ roc, precision_recall }] = evaluation.curves;
    for (const points of [roc, precision_recall]) expect(points.length).toBeLessThanOrEqual(200);
    expect(evaluation.permutation_importance.features[0].feature).toBe('Sex');
  });

  it('is the same each time', async () => {
    const { trained, evaluation } = await evaluated(titanic(model_type));
    const again = await evaluate(trained, titanic(model_type));
    expect(withoutDuration(again)).toEqual(withoutDuration(evaluation));
  });
});

it('the out-of-bag accuracy of a few trees is of the rows that one of them left out', async () => {
  const wish = { model_type: 'RandomForest' as const, hyperparameters: { n_estimators: 2 } };
  const { trained, evaluation } = await evaluated({ ...titanic('RandomForest'), wish });
  const { value, n } = evaluation.metrics.oob_accuracy;
  // Of 712 rows the share 1 - (1 - 1 / e)² on average, and the accuracy is a number of rows of them.
  expect(Math.abs(n / 712 - (1 - (1 - 1 / Math.E) ** 2))).toBeLessThan(0.06);
  expect(Number.isInteger(Math.round(1e6 * value! * n) / 1e6)).toBe(true);
  expect(trained.model.metrics.oob_accuracy).toBe(value);
});

describe('a forest on rows of which some are equal', () => {
  // Classes that nothing tells: who is right on more than seven in ten has seen the row.
  const row = (i: number) => `${(i * 7919) % 1009},${(i * 6007) % 997},${((i * i) % 1013) % 2 === 0 ? 'even' : 'odd'}`;
  const rows = Array.from({ length: 300 }, (_, i) => row(i));
  const csvOf = (all: readonly string[]) => `a,b,target\n${all.join('\n')}\n`;
  const wish: Wish = { model_type: 'RandomForest', threshold: { by: 'f1' } };

  it('is judged out of bag on the others, and gets its threshold by folds', async () => {
    const csv = csvOf([...rows, ...rows.slice(0, 150), ...rows.slice(0, 150)]);
    const { evaluation } = await evaluated({ csv, wish });
    const { value, n } = evaluation.metrics.oob_accuracy;
    expect(value).toBeLessThan(0.7);
    expect(n).toBeLessThanOrEqual(150);
    expect(Math.abs(value! * n - Math.round(value! * n))).toBeLessThan(1e-9);
    expect(evaluation.decisions.choice).toMatchObject({ scores: 'cross_validation' });
    expect(evaluation.decisions.choice!.criterion).toBeLessThan(0.9);
  });

  it('has no out-of-bag accuracy where each has an equal one', async () => {
    const { trained, evaluation } = await evaluated({ csv: csvOf([...rows, ...rows]), wish });
    expect(trained.model.metrics.oob_accuracy).toBeNull();
    expect(evaluation.metrics.oob_accuracy).toMatchObject({ value: null, method: 'none' });
  });
});

describe('what the Titanic says', () => {
  it('of the data on both sides', async () => {
    const { evaluation } = await evaluated(titanic('LogisticRegression'));
    const { data } = evaluation;
    expect(data).toMatchObject({ rows: 891, n_train: 712, n_test: 179, unlabelled: 0, split: 'stratified' });
    expect(data.classes).toEqual([
      { label: '0', train: { count: 439, share: 439 / 712 }, test: { count: 110, share: 110 / 179 } },
      { label: '1', train: { count: 273, share: 273 / 712 }, test: { count: 69, share: 69 / 179 } },
    ]);
    const age = data.missing.find(({ feature }) => feature === 'Age')!;
    expect(age.train.count + age.test.count).toBe(177);
    expect(data.duplicates).toEqual({ rows: 0, shared: 0 });
    expect(data.dropped.map(({ name }) => name)).toEqual(['PassengerId', 'Name', 'Ticket', 'Cabin']);
  });

  it('of the rule that beats the majority: women lived', async () => {
    const { evaluation } = await evaluated(titanic('LogisticRegression'));
    const { baselines, verdict, metrics } = evaluation;
    expect(baselines.majority).toMatchObject({ label: '0', accuracy: { value: 110 / 179 } });
    expect(baselines.one_rule).toMatchObject({
      feature: 'Sex',
      rules: expect.arrayContaining([
        { when: 'female', predict: '1' },
        { when: 'male', predict: '0' },
      ]),
    });
    expect(verdict.gain.value).toBeCloseTo(metrics.accuracy.value! - baselines.one_rule!.accuracy.value!, 12);
    expect(verdict.sentence).toContain('the rule by Sex alone');
    expect(verdict.exceeds_interval).toBe(verdict.gain.lo! > 0);
  });

  it('of coefficients: per unit they give the log odds of the columns as they came', async () => {
    const { evaluation } = await evaluated(titanic('LogisticRegression'));
    const { columns, intercepts } = evaluation.coefficients!;
    expect(columns.map(({ feature, category }) => category ?? feature)).toEqual([
      'Pclass',
      'Sex',
      'Age',
      'SibSp',
      'Parch',
      'Fare',
      'S',
      'C',
      'Q',
    ]);
    const sex = columns[1];
    expect(sex.per_unit.odds_ratio.value).toBeCloseTo(Math.exp(sex.per_unit.coefficient.value!), 12);
    expect(sex.per_unit.odds_ratio.hi).toBeLessThan(0.2);
    expect(intercepts[0].per_unit.method).toBe('wald');
    // The standard deviation of a column divides its coefficient and both ends alike.
    const { standardized, per_unit } = columns[2];
    const ratio = standardized.coefficient.value! / per_unit.coefficient.value!;
    expect(standardized.coefficient.lo! / per_unit.coefficient.lo!).toBeCloseTo(ratio, 9);
  });

  it('of slices: each feature holds every test row once', async () => {
    const { evaluation } = await evaluated(titanic('KNN'));
    for (const feature of ['Sex', 'Age', 'Pclass', 'Fare']) {
      const slices = evaluation.slices.filter((slice) => slice.feature === feature);
      expect(slices.reduce((sum, { n }) => sum + n, 0)).toBe(179);
    }
    const [female, male] = ['female', 'male'].map(
      (slice) => evaluation.slices.find((one) => one.feature === 'Sex' && one.slice === slice)!,
    );
    expect(female.gap).toBeCloseTo(-male.gap!, 12);
    expect(female.p).toBeCloseTo(male.p!, 9);
    expect(evaluation.slices.filter(({ is_small }) => is_small).every(({ p }) => p === null)).toBe(true);
  });

  it('of its surest mistakes: rows of the CSV, most confident first', async () => {
    const { evaluation } = await evaluated(titanic('RandomForest'));
    const { mistakes } = evaluation;
    const lines = titanicCsv.split('\n').slice(1);
    expect(mistakes).toHaveLength(10);
    for (const { row, truth, predicted, values } of mistakes) {
      expect(truth).not.toBe(predicted);
      expect(String(values.Survived)).toBe(truth);
      expect(lines[row].startsWith(`${values.PassengerId},`)).toBe(true);
    }
    const probabilities = mistakes.map(({ probability }) => probability);
    expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a));
  });

  it("at the model's own threshold beside the default", async () => {
    const wanted = titanic('LogisticRegression', 0.3);
    const { evaluation } = await evaluated(wanted);
    const served = evaluation.decisions.served!;
    const row = evaluation.thresholds.find(({ threshold }) => threshold === 0.3)!;
    const { tn, fp, fn, tp } = row;
    expect(served.threshold).toBe(0.3);
    expect(served.confusion_matrix.counts).toEqual([
      [tn, fp],
      [fn, tp],
    ]);
    expect(served.metrics.recall).toMatchObject({ value: tp / (tp + fn), method: 'wilson', n: 69 });
    expect(served.metrics.specificity).toMatchObject({ value: tn / (tn + fp), method: 'wilson', n: 110 });
    expect(within(served.metrics.f1)).toBe(true);
    expect(evaluation.decisions.default.threshold).toBeNull();
  });
});

it.each(['iris', 'wine'])('%s has curves, scores and coefficients of each of its three classes', async (name) => {
  const { evaluation } = await evaluated({ csv: csvOf(name), wish: { model_type: 'LogisticRegression' } });
  expect(isEvaluation(evaluation), JSON.stringify(isEvaluation.errors?.[0])).toBe(true);
  expect(evaluation.curves.map(({ label }) => label)).toEqual(['class 0', 'class 1', 'class 2']);
  expect(evaluation.classes).toHaveLength(3);
  expect(evaluation.metrics.specificity).toBeNull();
  expect(evaluation.thresholds).toEqual([]);
  expect(evaluation.verdict.outcome).not.toBe('worse');
  expect(new Set(evaluation.coefficients!.columns.map((column) => column.class)).size).toBe(3);
  // 36 rows or fewer, most of them right: a perfect score is not a certain one.
  expect(evaluation.metrics.accuracy.lo).toBeLessThan(0.98);
});

it('lists no coefficients of the other engine, which has neither intercept nor penalty', async () => {
  const { evaluation } = await evaluated({
    csv: csvOf('iris'),
    wish: { model_type: 'LogisticRegression', engine: 'mljs' },
  });
  expect(evaluation.coefficients).toBeNull();
});

it('judges ten thousand of more training rows, and is as sure as so many make it', async () => {
  const rows = Array.from({ length: 13_000 }, (_, i) => `${(i * 7919) % 1009},${i % 3 === 0 ? 'yes' : 'no'}\n`);
  const wanted = { csv: `a,y\n${rows.join('')}`, wish: { model_type: 'LogisticRegression' as const, target: 'y' } };
  const { evaluation } = await evaluated(wanted);
  expect(evaluation.data.n_train).toBeGreaterThan(10_000);
  expect(evaluation.metrics.train_accuracy.n).toBe(10_000);
});

it('names no values for what is missing where the model takes it as it is', async () => {
  const learnedBy = async (model_type: ModelType) => {
    const { data } = (await evaluated(titanic(model_type))).evaluation;
    return data.learned.map(({ what }) => what).join();
  };
  expect(await learnedBy('RandomForest')).toContain('medians and most frequent categories');
  expect(await learnedBy('GradientBoosting')).not.toContain('medians');
});

it('tells what a test dataset shares with the rows that were learned from', async () => {
  const lines = titanicCsv.trimEnd().split('\n');
  const unseen = lines.slice(70, 72).map((line) => line.replace(/,[SCQ]$/, ',X'));
  const testCsv = `${[lines[0], ...lines.slice(1, 61), ...unseen].join('\n')}\n`;
  const { evaluation } = await evaluated({
    csv: `${[lines[0], ...lines.slice(31)].join('\n')}\n`,
    columns: titanicColumns,
    testCsv,
    wish: { model_type: 'RandomForest', hyperparameters: { n_estimators: 10 } },
  });
  expect(evaluation.data).toMatchObject({ n_train: 861, n_test: 62, split: 'test_dataset' });
  // Thirty are on both sides, and four of the others equal a later passenger in all that is learned.
  expect(evaluation.data.duplicates.shared).toBe(34);
  expect(evaluation.data.unseen_categories).toEqual([{ feature: 'Embarked', categories: ['X'], rows: 2 }]);
  expect(evaluation.leakage.test_rows_unseen).toBe(false);
});

it('reads a test dataset as the training does: categories as codes, and classes that are none of the model', async () => {
  const colours = ['red', 'green', 'blue'];
  const rowsOf = (n: number, colour: (row: number) => string | number, label: (row: number) => string | number) =>
    `a,g,y\n${Array.from({ length: n }, (_, row) => `${((row * 37) % 41) / 8},${colour(row)},${label(row)}\n`).join('')}`;
  const labelOf = (row: number) => (row % 3 === 0 || row % 7 === 0 ? 1 : 0);
  const csv = rowsOf(120, (row) => colours[row % 3], labelOf);
  const wish = { model_type: 'LogisticRegression' as const, target: 'y' };
  // Equally frequent, they are coded in alphabetical order.
  const codeOf = (row: number) => ['blue', 'green', 'red'].indexOf(colours[row % 3]);
  const testCsv = rowsOf(60, codeOf, (row) => (row === 5 ? 'unknown' : labelOf(row)));
  const { trained, evaluation } = await evaluated({ csv, testCsv, wish });
  expect(evaluation.metrics.log_loss).toMatchObject({
    value: expect.closeTo(trained.model.metrics.log_loss!, 12),
    n: 59,
  });
  expect(evaluation.data).toMatchObject({ n_test: 59, unlabelled: 1, unseen_categories: [] });
});

it('refuses other datasets than those of the training', async () => {
  const wanted = titanic('KNN');
  const { trained } = await evaluated(wanted);
  const source = sourceOf(titanicCsv.replace('Braund', 'Brown'), titanicColumns);
  await expect(evaluate(trained, wanted, { source })).rejects.toThrow('not the one that the model was trained on');
  const judged = { ...wanted, testCsv: titanicCsv };
  const { trained: onTest } = await evaluated(judged);
  await expect(evaluate(onTest, judged, { test: source })).rejects.toThrow('not the one');
});

it('has a control that tells of test rows which the model has learned', async () => {
  const { evaluation } = await evaluated({ ...titanic('RandomForest'), testCsv: titanicCsv });
  const { shuffled_labels, test_rows_unseen } = evaluation.leakage;
  expect(test_rows_unseen).toBe(false);
  expect(shuffled_labels!.covers_chance).toBe(false);
  expect(shuffled_labels!.roc_auc.lo).toBeGreaterThan(0.9);
});
