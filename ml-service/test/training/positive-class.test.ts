import { ENGINES, hyperparametersOf, MODEL_TYPES } from '@ml-microservices/shared/contracts';
import { describe, expect, it } from 'vitest';
import { readModelFile } from '../../src/model-file/model-file.js';
import { titanicColumns, titanicCsv } from '../tabular/tables.js';
import { jobOf, sourceOf, trainJob, type Wish } from './jobs.js';

const titanic = (wish: Wish) => trainJob(jobOf(sourceOf(titanicCsv, titanicColumns), wish));
const FEW = { RandomForest: { n_estimators: 5 }, GradientBoosting: { n_estimators: 20 } } as const;
const BOTH = MODEL_TYPES.flatMap((model_type) =>
  ENGINES.filter((engine) => hyperparametersOf(engine, model_type)).map((engine) => ({ model_type, engine })),
);

describe.each(BOTH)('the positive class of $model_type by $engine', ({ model_type, engine }) => {
  const hyperparameters = model_type in FEW ? FEW[model_type as keyof typeof FEW] : {};
  const wish = { model_type, engine, hyperparameters };

  it('is the second unless it is chosen; then the same rows are judged, and the figures are of the other', async () => {
    const [usual, chosen] = [await titanic(wish), await titanic({ ...wish, positive_class: '0' })];
    expect([usual.model.classes, chosen.model.classes]).toEqual([
      [0, 1],
      [1, 0],
    ]);
    const [before, after] = [usual, chosen].map(({ file }) => readModelFile(file));
    expect(after.testRows).toEqual(before.testRows);
    expect(after.header.fingerprint).not.toBe(before.header.fingerprint);
    const { classification_report: figures, confusion_matrix: matrix, ...scores } = chosen.model.metrics;
    expect(matrix.labels).toEqual(['1', '0']);
    const { precision, recall, f1 } = scores;
    expect({ precision, recall, f1 }).toMatchObject({
      precision: figures.classes['0'].precision,
      recall: figures.classes['0'].recall,
      f1: figures.classes['0'].f1,
    });
    expect(Math.abs(scores.accuracy! - usual.model.metrics.accuracy!)).toBeLessThan(0.03);
    expect(Math.abs(scores.roc_auc! - usual.model.metrics.roc_auc!)).toBeLessThan(0.03);
  });
});

it('is cross-validated on the same folds whichever it is', async () => {
  const wish: Wish = { model_type: 'LogisticRegression', cross_validation: { folds: 3 } };
  const files = [await titanic(wish), await titanic({ ...wish, positive_class: '0' })];
  const [usual, chosen] = files.map(({ file }) =>
    readModelFile(file).header.cross_validation!.by_fold.map(({ roc_auc }) => roc_auc!),
  );
  chosen.forEach((area, fold) => {
    expect(area).toBeCloseTo(usual[fold], 4);
  });
});

it('gives the same file whether the second is chosen or nothing is', async () => {
  const wish: Wish = { model_type: 'LogisticRegression' };
  const [chosen, usual] = [await titanic({ ...wish, positive_class: '1' }), await titanic(wish)];
  expect(Buffer.compare(chosen.file, usual.file)).toBe(0);
});

it('is the one that a miss is of: its cost lowers the threshold, from which it is predicted', async () => {
  const at = async (wish: Partial<Wish>) =>
    (await titanic({ model_type: 'LogisticRegression', ...wish })).model.threshold!;
  const [dear, cheap] = [{ by: 'cost', cost_fn: 5 } as const, { by: 'cost', cost_fp: 5 } as const];
  expect(await at({ positive_class: '0', threshold: dear })).toBeCloseTo(1 - (await at({ threshold: cheap })), 3);
});

it('changes nothing of what a code means in a dataset to be judged on', async () => {
  const csvOf = (label: (i: number) => string | number) =>
    `x,y\n${Array.from({ length: 60 }, (_, i) => `${1000 * (i % 2) + i},${label(i % 2)}`).join('\n')}\n`;
  const words = sourceOf(csvOf((code) => ['bad', 'good'][code]));
  const codes = sourceOf(csvOf((code) => code));
  const wish: Wish = { model_type: 'KNN', target: 'y', positive_class: 'bad' };
  const { model } = await trainJob(jobOf(words, wish, codes));
  expect(model).toMatchObject({ classes: ['good', 'bad'], metrics: { accuracy: 1 } });
});

it.each([
  ['2', 'positive_class must be one of the classes of Survived (0, 1), got "2"', 'Survived'],
  ['3', 'positive_class is for targets of two classes; Pclass has 3, got "3"', 'Pclass'],
])('%s is refused as the rows are read: %s', async (positive_class, message, target) => {
  await expect(titanic({ model_type: 'KNN', target, positive_class })).rejects.toThrow(message);
});
