import { afterAll, describe, expect, it } from 'vitest';
import type { FitOptions, FitProgress } from '../../src/estimators/estimator.js';
import { randomForest } from '../../src/estimators/random-forest/index.js';
import { endThreads } from '../../src/estimators/threads.js';
import { oobAccuracy } from '../../src/evaluation/metrics.js';
import { DATA_SETS, fixture, type Sample } from './fixtures.js';
import { clouds } from './matrices.js';

afterAll(endThreads);

const DEFAULTS = {
  n_estimators: 100,
  max_depth: null,
  max_features: 'sqrt',
  min_samples_split: 2,
  min_samples_leaf: 1,
} as const;

/** Share of the rows whose likeliest class, the lowest of equal ones, is the actual one. */
function accuracy(proba: Float64Array, { codes, nClasses }: Sample['y']): number {
  const right = codes.filter((code, i) => {
    const row = proba.subarray(i * nClasses, (i + 1) * nClasses);
    return row.indexOf(Math.max(...row)) === code;
  });
  return right.length / codes.length;
}

/** The reference figures are those of probabilities kept this far from 0, which matters where all trees are wrong. */
const CLIP = 1e-6;

function logLoss(proba: Float64Array, { codes, nClasses }: Sample['y']): number {
  let sum = 0;
  codes.forEach((code, i) => {
    sum -= Math.log(Math.max(CLIP, proba[i * nClasses + code]));
  });
  return sum / codes.length;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)) * (values.length / (values.length - 1)));

describe('random forests against 30 of scikit-learn', () => {
  for (const name of DATA_SETS) {
    const { reference, train, test } = fixture(name);
    for (const { seeds, n_estimators, max_depth, ...expected } of reference.random_forest) {
      it(`agree on ${name} with ${n_estimators} trees of depth ${max_depth ?? 'any'}`, async () => {
        const [training, held] = [train(false), test(false)];
        const figures = {
          accuracy: [] as number[],
          logLoss: [] as number[],
          oob: [] as number[],
          nodes: [] as number[],
        };
        const shares: number[][] = reference.features.map(() => []);
        for (let seed = 0; seed < seeds; seed++) {
          const params = { ...DEFAULTS, n_estimators, max_depth };
          const { model, notes } = await randomForest.fit(training.X, training.y, params, { seed, threads: 2 });
          const proba = randomForest.predictProba(model, held.X);
          figures.accuracy.push(accuracy(proba, held.y));
          figures.logLoss.push(logLoss(proba, held.y));
          figures.oob.push(accuracy(notes.oobProbabilities ?? new Float64Array(0), training.y));
          figures.nodes.push(model.feature.length / n_estimators);
          notes.importances?.forEach((share, j) => {
            shares[j].push(share);
          });
        }
        const differences = {
          accuracy: errors(figures.accuracy, expected.test_accuracy),
          logLoss: errors(figures.logLoss, expected.test_log_loss),
          oob: errors(figures.oob, expected.oob_accuracy),
        };
        for (const [figure, difference] of Object.entries(differences)) {
          expect(difference, `standard errors between the means of ${figure}`).toBeLessThan(3);
        }
        expect(Math.abs(mean(figures.nodes) / expected.mean_nodes_per_tree - 1)).toBeLessThan(0.015);
        shares.forEach((share, j) => {
          const limit = 3 * expected.importances.sd[j];
          expect(Math.abs(mean(share) - expected.importances.mean[j]), reference.features[j]).toBeLessThan(limit);
        });
      });
    }
  }
});

/** Distance of two means of 30 in standard errors of their difference. */
function errors(values: readonly number[], { mean: other, sd }: { mean: number; sd: number }): number {
  const error = Math.sqrt((deviation(values) ** 2 + sd ** 2) / values.length);
  return Math.abs(mean(values) - other) / error;
}

describe('a random forest', () => {
  it('is the same to the bit on any number of threads', async () => {
    const { X, y } = fixture('titanic').train(false);
    const fit = (threads: number) => randomForest.fit(X, y, DEFAULTS, { seed: 3, threads });
    const one = await fit(1);
    for (const threads of [2, 3, 5]) {
      const several = await fit(threads);
      expect(randomForest.save(several.model)).toEqual(randomForest.save(one.model));
      expect(several.notes).toEqual(one.notes);
    }
  });

  it('differs from seed to seed', async () => {
    const { X, y } = fixture('iris').train(false);
    const [first, second] = [
      await randomForest.fit(X, y, DEFAULTS, { seed: 1 }),
      await randomForest.fit(X, y, DEFAULTS, { seed: 2 }),
    ];
    expect(first.model.threshold).not.toEqual(second.model.threshold);
  });

  it('stops every thread at its next tree on an abort', async () => {
    const { X, y } = clouds({ nSamples: 20_000, nFeatures: 10, nClasses: 2, spread: 0.5 });
    const abort = new AbortController();
    const reason = new Error('enough');
    const done: number[] = [];
    const params = { ...DEFAULTS, n_estimators: 10_000 };
    const fitted = randomForest.fit(X, y, params, {
      seed: 1,
      threads: 2,
      signal: abort.signal,
      onProgress: (progress) => {
        done.push(progress.done);
        if (progress.done > 0) abort.abort(reason);
      },
    });
    await expect(fitted).rejects.toBe(reason);
    expect(done.at(-1)).toBeLessThan(1000);
    // That it ends at all shows that the other thread stopped: all of its trees would take longer than a test may.
    await randomForest.fit(X, y, { ...DEFAULTS, n_estimators: 20 }, { seed: 1, threads: 2 });
  });

  it('tells of the out-of-bag error as it grows', async () => {
    const { X, y } = fixture('titanic').train(false);
    const metrics: (number | undefined)[] = [];
    const { notes } = await randomForest.fit(X, y, DEFAULTS, {
      seed: 1,
      onProgress: (progress) => metrics.push(progress.metrics?.oob_error),
    });
    expect(metrics[0]).toBeUndefined();
    expect(metrics.at(-1)).toBeCloseTo(1 - accuracy(notes.oobProbabilities ?? new Float64Array(0), y), 12);
  });

  it('judges out of the bag those rows alone that no other equals', async () => {
    const { X, y } = fixture('titanic').train(false);
    const alone = Uint8Array.from(y.codes, (_, row) => row % 2);
    const errors: (number | undefined)[] = [];
    const onProgress = ({ metrics }: FitProgress) => void errors.push(metrics?.oob_error);
    const scoresOf = async (options: Partial<FitOptions>) =>
      (await randomForest.fit(X, y, DEFAULTS, { seed: 1, ...options })).notes.oobProbabilities ?? new Float64Array(0);
    const scores = await scoresOf({ alone, onProgress });
    expect(scores).toEqual((await scoresOf({})).map((value, at) => (alone[at >> 1] ? value : Number.NaN)));
    expect(errors.at(-1)).toBeCloseTo(1 - (oobAccuracy(scores, y.codes) ?? 0), 12);
  });

  it('marks rows that are in every bag, and gives no importance where nothing was split', async () => {
    const X = { nSamples: 2, nFeatures: 1, values: new Float64Array([1, 1]) };
    const y = { codes: new Int32Array([0, 1]), nClasses: 2 };
    const { notes } = await randomForest.fit(X, y, { ...DEFAULTS, n_estimators: 1 }, { seed: 1 });
    const marked = [...(notes.oobProbabilities ?? [])].filter(Number.isNaN).length;
    expect([2, 4]).toContain(marked);
    expect(notes.importances).toEqual(new Float64Array(1));
  });

  it('estimates more memory for more rows, columns and trees', () => {
    const bytes = (n: number, p: number, trees: number) =>
      randomForest.estimateBytes(n, p, 2, { ...DEFAULTS, n_estimators: trees });
    expect(bytes(2000, 10, 100)).toBeGreaterThan(bytes(1000, 10, 100));
    expect(bytes(1000, 20, 100)).toBeGreaterThan(bytes(1000, 10, 100));
    expect(bytes(1000, 10, 200)).toBeGreaterThan(bytes(1000, 10, 100));
  });

  it('refuses a saved forest whose paths do not end', async () => {
    const { X, y } = fixture('iris').train(false);
    const state = randomForest.save((await randomForest.fit(X, y, DEFAULTS, { seed: 1 })).model);
    const child = Int32Array.from(state.tensors.child.values);
    const feature = [...state.tensors.feature.values];
    child[feature.findIndex((j, node) => j >= 0 && node > 0)] = 0;
    const lying = { ...state, tensors: { ...state.tensors, child: { shape: [child.length], values: child } } };
    expect(() => randomForest.load(lying)).toThrow(/node \d+ of the forest is out of range/);
  });
});
