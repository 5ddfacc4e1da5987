import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FitOptions, FitProgress } from '../../src/estimators/estimator.js';
import { knn } from '../../src/estimators/knn/index.js';
import { buildPointTree } from '../../src/estimators/knn/point-tree.js';
import { mljsKnn } from '../../src/estimators/mljs/knn.js';
import { DATA_SETS, fixture } from './fixtures.js';
import { clouds, labelsOf, matrixOf } from './matrices.js';

const fitTo = (rows: number[][], codes: number[], n_neighbors: number, weights: 'uniform' | 'distance' = 'uniform') =>
  knn.fit(matrixOf(rows), labelsOf(codes), { n_neighbors, weights }, { seed: 0 });

const PAIR = [matrixOf([[1], [2]]), labelsOf([0, 1])] as const;

const shares = async (fitted: ReturnType<typeof fitTo>, rows: number[][]) => [
  ...knn.predictProba((await fitted).model, matrixOf(rows)),
];

describe('nearest neighbours against scikit-learn', () => {
  for (const name of DATA_SETS) {
    const { reference, train, test } = fixture(name);
    for (const { n_neighbors, weights, test_proba, tied_test_rows } of reference.knn) {
      it(`agree on ${name} with ${n_neighbors} of weight ${weights}`, async () => {
        const { X, y } = train(true);
        const { model } = await knn.fit(X, y, { n_neighbors, weights }, { seed: 0 });
        const proba = knn.predictProba(model, test(true).X);
        test_proba.forEach((row, i) => {
          if (tied_test_rows.includes(i)) return;
          row.forEach((share, c) => {
            expect(Math.abs(proba[i * y.nClasses + c] - share), `row ${i}`).toBeLessThan(1e-8);
          });
        });
      });
    }
  }
});

describe('nearest neighbours', () => {
  // From 0 the rows at 1, 2 and 4 are the nearest three: two votes for class 1, one for class 0.
  it('vote alike', async () => {
    expect(await shares(fitTo([[1], [2], [-4], [9]], [1, 0, 1, 0], 3), [[0]])).toEqual([1 / 3, 2 / 3]);
  });

  // Weights 1, 1/2 and 1/4, together 7/4: class 1 has 5/4 of it, class 0 has 1/2.
  it('vote by the inverse of their distance', async () => {
    const [zero, one] = await shares(fitTo([[1], [2], [-4], [9]], [1, 0, 1, 0], 3, 'distance'), [[0]]);
    expect(zero).toBeCloseTo(2 / 7, 15);
    expect(one).toBeCloseTo(5 / 7, 15);
  });

  it('leave the vote to those at no distance', async () => {
    const rows = [[1], [0], [0], [-1]];
    expect(await shares(fitTo(rows, [2, 0, 1, 2], 4, 'distance'), [[0]])).toEqual([0.5, 0.5, 0]);
  });

  it('are those with the lowest row numbers where distances are equal', async () => {
    const rows = [[3], [-3], [3], [1], [-3]];
    expect(await shares(fitTo(rows, [0, 1, 2, 3, 4], 3), [[0]])).toEqual([1 / 3, 1 / 3, 0, 1 / 3, 0]);
  });

  it('are told apart though their distance overflows', async () => {
    const rows = [[1e300], [-1e300], [1e308]];
    expect(await shares(fitTo(rows, [0, 1, 2], 1), [[1e301], [-1.7e308], [1.7e308]])).toEqual([
      1, 0, 0, 0, 1, 0, 0, 0, 1,
    ]);
    const [near] = await shares(fitTo(rows, [0, 1, 2], 2, 'distance'), [[-3e300]]);
    // Distances 4e300 and 2e300: weights 1/4 and 1/2.
    expect(near).toBeCloseTo(1 / 3, 12);
  });

  it.each([
    ['native', (options: FitOptions) => knn.fit(...PAIR, { n_neighbors: 1, weights: 'uniform' }, options)],
    ['mljs', (options: FitOptions) => mljsKnn.fit(...PAIR, { n_neighbors: 1 }, options)],
  ])('of the %s engine tell how many rows they took in', async (_engine, fit) => {
    const events: FitProgress[] = [];
    await fit({ seed: 0, onProgress: (progress) => events.push(progress) });
    expect(events.at(-1)).toEqual({ done: 2, total: 2 });
  });

  for (const [engine, fit] of [
    ['native', () => fitTo([[1], [2]], [0, 1], 5)],
    ['mljs', () => mljsKnn.fit(matrixOf([[1], [2]]), labelsOf([0, 1]), { n_neighbors: 5 }, { seed: 0 })],
  ] as const) {
    it(`cannot be more than there are rows (${engine})`, async () => {
      await expect(fit()).rejects.toMatchObject({
        code: 'invalid_parameters',
        message: 'n_neighbors must be at most 2, for 2 training rows, got 5',
      });
    });
  }

  it('are the same by the index as by comparing with every row, ties and all', async () => {
    // Few distinct values make many ties and equal rows; the larger ones make the tree deep.
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e3, max: 1e3, noNaN: true }));
    const sets = fc.integer({ min: 1, max: 4 }).chain((nFeatures) => {
      const row = fc.array(value, { minLength: nFeatures, maxLength: nFeatures });
      return fc.record({
        rows: fc.array(row, { minLength: 1, maxLength: 120 }),
        queries: fc.array(row, { minLength: 1, maxLength: 20 }),
        k: fc.integer({ min: 1, max: 20 }),
        weights: fc.constantFrom('uniform' as const, 'distance' as const),
      });
    });
    await fc.assert(
      fc.asyncProperty(sets, async ({ rows, queries, k, weights }) => {
        // A class of its own for each row shows which were taken.
        const codes = rows.map((_, i) => i);
        const { model } = await fitTo(rows, codes, Math.min(k, rows.length), weights);
        const byTree = knn.predictProba({ ...model, tree: buildPointTree(model) }, matrixOf(queries));
        expect(byTree).toEqual(knn.predictProba({ ...model, tree: null }, matrixOf(queries)));
      }),
      { numRuns: 300 },
    );
  });

  it('are the same by the index where many of them lie beyond several of its cuts', async () => {
    const { X } = clouds({ nSamples: 3000, nFeatures: 2, nClasses: 2 });
    const rows = Array.from({ length: 3000 }, (_, i) => i);
    const { model } = await knn.fit(X, labelsOf(rows), { n_neighbors: 1500, weights: 'distance' }, { seed: 0 });
    const queries = clouds({ nSamples: 20, nFeatures: 2, nClasses: 2, seed: 2 }).X;
    const byTree = knn.predictProba(model, queries);
    expect(model.tree).not.toBeNull();
    expect(byTree).toEqual(knn.predictProba({ ...model, tree: null }, queries));
  });

  it('are indexed in leaves of at most 16 rows, or of equal ones, each row in one', () => {
    const { X } = clouds({ nSamples: 2000, nFeatures: 2, nClasses: 2 });
    const points = Float64Array.from({ length: 4000 }, (_, at) => (at < 100 ? 7 : X.values[at]));
    const { child, end, rows } = buildPointTree({ nSamples: 2000, nFeatures: 2, points });
    const sizes = [...end.keys()].filter((node) => end[node] > 0).map((node) => end[node] - child[node]);
    expect(sizes.filter((size) => size > 16)).toEqual([50]);
    expect(sizes.every((size) => size > 0)).toBe(true);
    expect([...rows].toSorted((a, b) => a - b)).toEqual([...rows.keys()]);
  });

  it('are searched by an index only where it is the faster way; without one, all numbers are read', async () => {
    const ways = async (nSamples: number, nFeatures: number) => {
      const { X, y } = clouds({ nSamples, nFeatures, nClasses: 2 });
      const { model } = await knn.fit(X, y, { n_neighbors: 5, weights: 'uniform' }, { seed: 0 });
      return { isIndexed: model.tree !== null, reads: knn.readsPerRow?.(model) };
    };
    expect(await ways(20_000, 3)).toEqual({ isIndexed: true, reads: 0 });
    expect(await ways(20_000, 40)).toEqual({ isIndexed: false, reads: 800_000 });
    expect(await ways(50, 3)).toEqual({ isIndexed: false, reads: 150 });
  });
});
