import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { gradientBoosting } from '../../src/estimators/gradient-boosting/index.js';
import { endThreads } from '../../src/estimators/threads.js';
import { DATA_SETS, fixture, type Sample } from './fixtures.js';
import { clouds, labelsOf, matrixOf, normals } from './matrices.js';

afterAll(endThreads);

const DEFAULTS = {
  n_estimators: 100,
  learning_rate: 0.1,
  max_depth: 6,
  min_samples_leaf: 20,
  l2_regularization: 0,
  early_stopping: false,
  validation_fraction: 0.1,
  n_iter_no_change: 10,
};

interface Reference {
  readonly n_estimators: number;
  readonly learning_rate: number;
  readonly max_depth: number | null;
  readonly min_samples_leaf: number;
  readonly l2_regularization: number;
  readonly test_log_loss: number;
  readonly train_log_loss: number;
  readonly test_accuracy: number;
  readonly test_proba: readonly (readonly number[])[];
}

const REFERENCES: Readonly<Record<string, readonly Reference[]>> = JSON.parse(
  readFileSync(new URL('../fixtures/boosting.json', import.meta.url), 'utf8'),
);

function logLoss(proba: Float64Array, { codes, nClasses }: Sample['y']): number {
  return codes.reduce((sum, code, i) => sum - Math.log(proba[i * nClasses + code]), 0) / codes.length;
}

const SAMPLES = [
  ...DATA_SETS.map((name) => ({ key: name, ...fixture(name) })),
  { key: 'titanic_missing', ...fixture('titanic', { keepMissing: true }) },
];

describe.each(SAMPLES)("scikit-learn's HistGradientBoostingClassifier on $key", ({ key, train, test }) => {
  it.each(REFERENCES[key])(
    'is met with $n_estimators trees of depth $max_depth',
    async ({ test_log_loss, train_log_loss, test_proba, test_accuracy, ...params }) => {
      const [training, held] = [train(false), test(false)];
      const { model } = await gradientBoosting.fit(training.X, training.y, { ...DEFAULTS, ...params }, { seed: 0 });
      const proba = gradientBoosting.predictProba(model, held.X);
      const known = gradientBoosting.predictProba(model, training.X);
      expect(Math.abs(logLoss(proba, held.y) / test_log_loss - 1)).toBeLessThan(0.02);
      expect(Math.abs(logLoss(known, training.y) / train_log_loss - 1)).toBeLessThan(0.02);
      // Splits of equal gain are chosen by the last bit of sums, so a few rows may go other ways.
      const theirs = test_proba.flat();
      const gaps = proba.map((p, at) => Math.abs(p - theirs[at])).sort();
      expect(gaps[gaps.length >> 1]).toBeLessThan(2e-3);
    },
  );
});

describe('gradient boosting', () => {
  const fit = (sample: Sample, params: Partial<typeof DEFAULTS> = {}, options = {}) =>
    gradientBoosting.fit(sample.X, sample.y, { ...DEFAULTS, ...params }, { seed: 0, ...options });

  it('takes the steps that can be reckoned by hand', async () => {
    // Half of the rows are of class 1, so each gradient is +-1/2 and each Hessian 1/4: a pure leaf of n rows has
    // -(-n/2) / (n/4 + l2), here 4 / (2 + 2) * learning_rate.
    const X = matrixOf([0, 1, 2, 3, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21].map((x) => [x]));
    const y = labelsOf([...new Array(8).fill(0), ...new Array(8).fill(1)]);
    const params = { n_estimators: 1, max_depth: 1, min_samples_leaf: 1, l2_regularization: 2, learning_rate: 0.5 };
    const { model, notes } = await fit({ X, y }, params);
    expect([...model.feature]).toEqual([0, -1, -1]);
    [13.5, -0.5, 0.5].forEach((value, node) => {
      expect(model.threshold[node]).toBeCloseTo(value, 12);
    });
    expect([...(notes.importances ?? [])]).toEqual([1]);
    const [, p] = gradientBoosting.predictProba(model, matrixOf([[13.6]]));
    expect(p).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 12);
  });

  it('is the same to the bit on any number of threads', async () => {
    const sample = clouds({ nSamples: 30_000, nFeatures: 5, nClasses: 3, spread: 1 });
    const one = await fit(sample, { n_estimators: 8 }, { threads: 1 });
    for (const threads of [2, 3]) {
      const several = await fit(sample, { n_estimators: 8 }, { threads });
      expect(gradientBoosting.save(several.model)).toEqual(gradientBoosting.save(one.model));
      expect(several.notes).toEqual(one.notes);
    }
  });

  it('learns on which side missing values belong', async () => {
    const rows = Array.from({ length: 90 }, (_, i) => [i % 3 === 0 ? Number.NaN : i % 3]);
    const fitted = async (classOf: (value: number) => number) => {
      const y = labelsOf(rows.map(([value]) => classOf(value)));
      const { model } = await fit({ X: matrixOf(rows), y });
      const proba = gradientBoosting.predictProba(model, matrixOf([[Number.NaN], [1], [2]]));
      return [proba[1], proba[3], proba[5]].map(Math.round);
    };
    expect(await fitted((value) => (value === 2 ? 1 : 0))).toEqual([0, 0, 1]);
    expect(await fitted((value) => (value === 1 ? 0 : 1))).toEqual([1, 0, 1]);
    expect(await fitted((value) => (Number.isNaN(value) ? 1 : 0))).toEqual([1, 0, 0]);
  });

  it('sends a missing value where most rows went if training never met one', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => [i]);
    const { model } = await fit({ X: matrixOf(rows), y: labelsOf(rows.map(([x]) => (x < 30 ? 1 : 0))) });
    const [missing, many] = [[Number.NaN], [99]].map((row) => gradientBoosting.predictProba(model, matrixOf([row]))[0]);
    expect(missing).toBe(many);
  });

  it('stops once the rows held back gain nothing more', async () => {
    const normal = normals(5);
    const rows = Array.from({ length: 400 }, () => [normal(), normal()]);
    const sample = { X: matrixOf(rows), y: labelsOf(rows.map(([x]) => (x + 2 * normal() > 0 ? 1 : 0))) };
    const metrics: Readonly<Record<string, number>>[] = [];
    const onProgress = (progress: { metrics?: Readonly<Record<string, number>> }) => {
      if (progress.metrics) metrics.push(progress.metrics);
    };
    const early = { n_estimators: 1000, early_stopping: true, n_iter_no_change: 5 };
    const { model } = await fit(sample, early, { onProgress });
    expect(model.roots.length).toBeGreaterThan(5);
    expect(model.roots.length).toBeLessThan(100);
    expect(metrics.at(-1)).toEqual({ loss: expect.any(Number), validation_loss: expect.any(Number) });
    const patient = await fit(sample, { ...early, n_iter_no_change: 50 });
    expect(patient.model.roots.length).toBeGreaterThan(model.roots.length);
    const other = await fit(sample, early, { seed: 1 });
    expect(gradientBoosting.save(other.model)).not.toEqual(gradientBoosting.save(model));
  });

  it('tells of a loss that falls', async () => {
    const { X, y } = fixture('titanic').train(false);
    const losses: number[] = [];
    const { model } = await fit(
      { X, y },
      {},
      {
        onProgress: ({ metrics }: { metrics?: Readonly<Record<string, number>> }) => losses.push(metrics?.loss ?? 9),
      },
    );
    expect(losses.at(-1)).toBeCloseTo(logLoss(gradientBoosting.predictProba(model, X), y), 12);
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  });

  it('grows the same trees where there is no room to keep histograms', async () => {
    const { X, y } = clouds({ nSamples: 300, nFeatures: 3, nClasses: 2, spread: 1 });
    const copies = 4000;
    const values = new Float64Array(300 * (3 + copies));
    values.set(X.values);
    for (let j = 3; j < 3 + copies; j++) values.set(X.values.subarray(600), j * 300);
    const wide = { X: { nSamples: 300, nFeatures: 3 + copies, values }, y };
    const params = { n_estimators: 2, min_samples_leaf: 5 };
    const [narrow, widest] = [await fit({ X, y }, params), await fit(wide, params)];
    const proba = gradientBoosting.predictProba(narrow.model, X);
    expect(gradientBoosting.predictProba(widest.model, wide.X)).toEqual(proba);
    expect(new Set(proba).size).toBeGreaterThan(40);
  });

  it('keeps to a depth and to a size of leaves', async () => {
    const sample = fixture('titanic').train(false);
    const nodes = async (params: object) => (await fit(sample, { n_estimators: 1, ...params })).model.feature.length;
    expect(await nodes({ max_depth: 1 })).toBe(3);
    expect(await nodes({ max_depth: 2 })).toBe(7);
    expect(await nodes({ min_samples_leaf: 357 })).toBe(1);
  });

  it('stops every thread on an abort', async () => {
    const sample = clouds({ nSamples: 30_000, nFeatures: 5, nClasses: 2, spread: 0.5 });
    const abort = new AbortController();
    const reason = new Error('enough');
    const done: number[] = [];
    const onProgress = (progress: { done: number }) => {
      done.push(progress.done);
      if (progress.done > 0) abort.abort(reason);
    };
    const options = { threads: 2, signal: abort.signal, onProgress };
    await expect(fit(sample, { n_estimators: 10_000 }, options)).rejects.toBe(reason);
    expect(done.at(-1)).toBeLessThan(1000);
  });

  it('estimates more memory for more rows, columns, classes and trees', () => {
    const bytes = (n: number, p: number, k: number, trees: number) =>
      gradientBoosting.estimateBytes(n, p, k, { ...DEFAULTS, n_estimators: trees });
    const more = [bytes(2000, 10, 3, 100), bytes(1000, 20, 3, 100), bytes(1000, 10, 5, 100), bytes(1000, 10, 3, 200)];
    expect(Math.min(...more)).toBeGreaterThan(bytes(1000, 10, 3, 100));
  });

  it('refuses saved trees whose paths do not end', async () => {
    const state = gradientBoosting.save((await fit(fixture('iris').train(false))).model);
    const child = Int32Array.from(state.tensors.child.values);
    child[[...state.tensors.feature.values].findIndex((j, node) => j >= 0 && node > 0)] = 0;
    const lying = { ...state, tensors: { ...state.tensors, child: { shape: [child.length], values: child } } };
    expect(() => gradientBoosting.load(lying)).toThrow(/node \d+ of the trees is out of range/);
  });
});
