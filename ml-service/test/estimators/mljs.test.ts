import { describe, expect, it } from 'vitest';
import { logisticRegression } from '../../src/estimators/logistic-regression/index.js';
import { mljsKnn } from '../../src/estimators/mljs/knn.js';
import { mljsLogisticRegression } from '../../src/estimators/mljs/logistic-regression.js';
import { mljsRandomForest } from '../../src/estimators/mljs/random-forest.js';
import { fixture } from './fixtures.js';
import { clouds, labelsOf, matrixOf } from './matrices.js';

const FOREST = { n_estimators: 10, max_depth: null, max_features: 'sqrt', min_samples_split: 2 } as const;

describe('ml-logistic-regression', () => {
  it('has an intercept: classes that a line through the origin cannot part are told apart', async () => {
    const X = matrixOf([[1], [2], [3], [4], [5], [6]]);
    const { model } = await mljsLogisticRegression.fit(
      X,
      labelsOf([0, 0, 0, 1, 1, 1]),
      { max_iter: 5000 },
      { seed: 0 },
    );
    const [low, , , high] = mljsLogisticRegression.predictProba(model, matrixOf([[1], [6]]));
    expect(low).toBeGreaterThan(0.9);
    expect(high).toBeGreaterThan(0.9);
  });

  it('comes near the unpenalised optimum on the Titanic with its default', async () => {
    const { train, test } = fixture('titanic');
    const { X, y } = train(true);
    const { model } = await mljsLogisticRegression.fit(X, y, { max_iter: 2000 }, { seed: 0 });
    const optimum = await logisticRegression.fit(X, y, { C: 1e9, max_iter: 100, tol: 1e-6 }, { seed: 0 });
    const proba = mljsLogisticRegression.predictProba(model, test(true).X);
    const best = logisticRegression.predictProba(optimum.model, test(true).X);
    proba.forEach((share, at) => {
      expect(Math.abs(share - best[at])).toBeLessThan(1e-3);
    });
  });

  it('does not diverge on many rows', async () => {
    const sample = clouds({ nSamples: 20_000, nFeatures: 3, nClasses: 2, spread: 1 });
    const { model } = await mljsLogisticRegression.fit(sample.X, sample.y, { max_iter: 50 }, { seed: 0 });
    const optimum = await logisticRegression.fit(sample.X, sample.y, { C: 1e9, max_iter: 100, tol: 1e-6 }, { seed: 0 });
    const few = { nSamples: 5, nFeatures: 3, values: new Float64Array([0, 1, 2, 3, 4, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]) };
    const [ours, best] = [
      mljsLogisticRegression.predictProba(model, few),
      logisticRegression.predictProba(optimum.model, few),
    ];
    ours.forEach((share, at) => {
      expect(Math.abs(share - best[at])).toBeLessThan(0.05);
    });
  });

  it('tells of its steps and stops on an abort among them', async () => {
    const { X, y } = fixture('iris').train(true);
    const steps: number[] = [];
    const abort = new AbortController();
    const onProgress = ({ done }: { done: number }) => {
      steps.push(done);
      if (done === 300) abort.abort(new Error('enough'));
    };
    const fitted = mljsLogisticRegression.fit(X, y, { max_iter: 500 }, { seed: 0, onProgress, signal: abort.signal });
    await expect(fitted).rejects.toThrow('enough');
    expect(steps).toEqual([0, 100, 200, 300]);
  });
});

describe('ml-random-forest', () => {
  // The package's own predictProbability leaves out the vote of the first tree.
  it('counts the votes of all its trees', async () => {
    const { X, y } = clouds({ nSamples: 60, nFeatures: 2, nClasses: 2, spread: 40 });
    const { model } = await mljsRandomForest.fit(X, y, { ...FOREST, max_features: null }, { seed: 1 });
    const proba = mljsRandomForest.predictProba(model, X);
    expect([...proba]).toEqual([...y.codes].flatMap((code) => (code === 0 ? [1, 0] : [0, 1])));
  });

  it('draws a single feature for each tree where one is asked for, not all of them', async () => {
    const { X, y } = fixture('iris').train(false);
    const { model } = await mljsRandomForest.fit(X, y, { ...FOREST, max_features: 1 }, { seed: 1 });
    const { roots, feature } = model.trees;
    roots.forEach((root, tree) => {
      const used = new Set(feature.slice(root, roots[tree + 1]).filter((j) => j >= 0));
      expect(used.size).toBe(1);
    });
    expect(new Set(feature.filter((j) => j >= 0)).size).toBeGreaterThan(1);
  });

  it('keeps to a depth and to a size of nodes', async () => {
    const { X, y } = fixture('iris').train(false);
    const nodes = async (params: object) =>
      (await mljsRandomForest.fit(X, y, { ...FOREST, ...params }, { seed: 1 })).model.trees.feature.length / 10;
    expect(await nodes({ max_depth: 1 })).toBe(3);
    expect(await nodes({ min_samples_split: 121 })).toBe(1);
  });

  it('stops at the next tree on an abort', async () => {
    const { X, y } = fixture('iris').train(false);
    const abort = new AbortController();
    const trees: number[] = [];
    const onProgress = ({ done }: { done: number }) => {
      trees.push(done);
      if (done === 3) abort.abort(new Error('enough'));
    };
    const fitted = mljsRandomForest.fit(X, y, FOREST, { seed: 1, onProgress, signal: abort.signal });
    await expect(fitted).rejects.toThrow('enough');
    expect(trees).toEqual([0, 1, 2, 3]);
  });
});

describe('ml-knn', () => {
  it('answers the class of the majority', async () => {
    const X = matrixOf([[1], [2], [4], [-9]]);
    const { model } = await mljsKnn.fit(X, labelsOf([1, 0, 1, 0]), { n_neighbors: 3 }, { seed: 0 });
    expect([...mljsKnn.predictProba(model, matrixOf([[0]]))]).toEqual([0, 1]);
  });
});
