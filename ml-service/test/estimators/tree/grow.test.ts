import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/estimators/random.js';
import { binFeatures } from '../../../src/estimators/tree/bins.js';
import { type GrowOptions, TreeGrower } from '../../../src/estimators/tree/grow.js';
import type { Tree } from '../../../src/estimators/tree/tree.js';
import { matrixOf } from '../matrices.js';

const UNLIMITED: GrowOptions = {
  maxDepth: Number.POSITIVE_INFINITY,
  maxFeatures: Number.POSITIVE_INFINITY,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
};

/** A tree on all features of these rows, and each feature's part of the decrease of impurity. */
function grow(rows: number[][], codes: number[], options: Partial<GrowOptions> = {}, weights = rows.map(() => 1)) {
  const X = matrixOf(rows);
  const data = { bins: binFeatures(X), ...X, codes: Int32Array.from(codes), nClasses: Math.max(...codes) + 1 };
  const grower = new TreeGrower(data, { ...UNLIMITED, ...options });
  return { ...grower.grow(Int32Array.from(weights), createRandom(1)), grower, nClasses: data.nClasses };
}

function leafOf({ tree, nClasses }: { tree: Tree; nClasses: number }, row: number[]): number[] {
  let node = 0;
  while (tree.feature[node] >= 0) node = tree.child[node] + (row[tree.feature[node]] <= tree.threshold[node] ? 0 : 1);
  return [...tree.leaves.slice(tree.child[node] * nClasses, (tree.child[node] + 1) * nClasses)];
}

describe('a tree', () => {
  /*
   * x:     1 2 3 4      Gini of all: 1 - (1/4 + 1/4) = 1/2.
   * class: 0 0 1 0      is 0 0 0 1 -> classes 3 and 1: 1 - (9/16 + 1/16) = 3/8.
   * Cut at 1.5: 3/4 (1 - 4/9 - 1/9) = 1/3. Cut at 2.5: 1/2 (1/2) = 1/4. Cut at 3.5: 3/4 (4/9) = 1/3.
   * So 2.5 first; then 3.5 parts class 1 from class 0.
   */
  it('splits where the Gini impurity falls most', () => {
    const grown = grow([[1], [2], [3], [4]], [0, 0, 1, 0]);
    expect([...grown.tree.feature]).toEqual([0, -1, 0, -1, -1]);
    expect(grown.tree.threshold[0]).toBe(2.5);
    expect(grown.tree.threshold[2]).toBe(3.5);
    expect(leafOf(grown, [3.4])).toEqual([0, 1]);
  });

  /*
   * Feature 0 parts the classes but for one row: at 2.5, from 3/8 (6 : 2) over 8 rows. Rows 1-4 are pure; rows 5-8 are
   * 2 : 2 with Gini 1/2. Decrease: 8 (3/8) - 4 (1/2) = 1. Feature 1 then parts those: decrease 4 (1/2) = 2. Shares 1/3, 2/3.
   */
  it('shares the decrease of impurity among its features', () => {
    const rows = [0, 0, 0, 0, 1, 1, 1, 1].map((first, i) => [first, i < 4 ? 5 : i % 2]);
    const { importances } = grow(rows, [0, 0, 0, 0, 0, 1, 0, 1], { maxFeatures: 1 });
    expect(importances[0] + importances[1]).toBeCloseTo(1, 15);
    const firstAtRoot = [1 / 3, 2 / 3];
    const secondAtRoot = [0, 1];
    expect([firstAtRoot, secondAtRoot].some((shares) => Math.abs(importances[1] - shares[1]) < 1e-12)).toBe(true);
  });

  it('goes on where no single split helps, as in exclusive or', () => {
    const grown = grow(
      [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
      [0, 1, 1, 0],
    );
    expect(leafOf(grown, [0, 0])).toEqual([1, 0]);
    expect(leafOf(grown, [0, 1])).toEqual([0, 1]);
    expect(leafOf(grown, [1, 0])).toEqual([0, 1]);
    expect(leafOf(grown, [1, 1])).toEqual([1, 0]);
  });

  it('counts each sample by its weight, and leaves out those without', () => {
    const grown = grow([[1], [1], [1], [9]], [0, 1, 1, 1], {}, [3, 1, 0, 0]);
    expect(leafOf(grown, [1])).toEqual([3 / 4, 1 / 4]);
  });

  it('leads the samples without weight to the leaves that their values reach', () => {
    const random = createRandom(4);
    const rows = Array.from({ length: 3000 }, () => [random.next(), Math.floor(4 * random.next()), random.next() ** 3]);
    const codes = rows.map(([first, second]) => (first + second / 4 + random.next() > 1.3 ? 1 : 0));
    const weights = rows.map((_, i) => i % 3);
    const { tree, grower } = grow(rows, codes, {}, weights);
    const out = [...grower.rows.subarray(grower.nInBag)];
    expect(out.toSorted((a, b) => a - b)).toEqual(rows.map((_, i) => i).filter((i) => i % 3 === 0));
    out.forEach((row, i) => {
      let node = 0;
      while (tree.feature[node] >= 0) {
        node = tree.child[node] + (rows[row][tree.feature[node]] <= tree.threshold[node] ? 0 : 1);
      }
      expect(grower.leaves[grower.nInBag + i]).toBe(tree.child[node]);
    });
  });

  it('is the same for two classes as it is where a third never occurs', () => {
    const random = createRandom(5);
    const rows = Array.from({ length: 2000 }, () => Array.from({ length: 5 }, () => Math.floor(200 * random.next())));
    const codes = rows.map(([first, second]) => (first + second + 100 * random.next() > 250 ? 1 : 0));
    const three = (limits: Partial<GrowOptions>) =>
      grow([...rows, [0, 0, 0, 0, 0]], [...codes, 2], limits, [...rows.map(() => 1), 0]);
    for (const limits of [{ maxFeatures: 2 }, { maxFeatures: 5, minSamplesLeaf: 7 }]) {
      const [two, other] = [grow(rows, codes, limits), three(limits)];
      expect(other.tree.feature).toEqual(two.tree.feature);
      expect(other.tree.threshold).toEqual(two.tree.threshold);
    }
  });

  it('keeps to its limits', () => {
    const rows = Array.from({ length: 8 }, (_, i) => [i]);
    const codes = [0, 1, 0, 1, 0, 1, 0, 1];
    expect(grow(rows, codes, { maxDepth: 1 }).tree.feature).toHaveLength(3);
    expect(grow(rows, codes, { minSamplesSplit: 9 }).tree.feature).toHaveLength(1);
    const { tree } = grow(rows, codes, { minSamplesLeaf: 3 });
    expect([...tree.feature]).toEqual([0, -1, -1]);
    expect([2.5, 3.5, 4.5]).toContain(tree.threshold[0]);
  });

  it('parts every distinct value of up to 256, however near', () => {
    const values = Array.from({ length: 256 }, (_, i) => 1 + i * Number.EPSILON);
    const grown = grow(
      values.map((value) => [value]),
      values.map((_, i) => i % 2),
    );
    values.forEach((value, i) => {
      expect(leafOf(grown, [value])).toEqual(i % 2 === 0 ? [1, 0] : [0, 1]);
    });
  });

  it('parts the largest and the smallest numbers', () => {
    const values = [-Number.MAX_VALUE, -1, -Number.MIN_VALUE, 0, Number.MIN_VALUE, 1, Number.MAX_VALUE];
    const grown = grow(
      values.map((value) => [value]),
      values.map((_, i) => i),
    );
    values.forEach((value, i) => {
      expect(leafOf(grown, [value]).indexOf(1)).toBe(i);
    });
  });

  it('sends every training row to a leaf of rows that are like it', () => {
    const rows = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 9 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
      {
        minLength: 1,
        maxLength: 400,
      },
    );
    fc.assert(
      fc.property(rows, (points) => {
        // Equal rows have equal classes, so a full tree is right about each.
        const codes = points.map(([first, second]) => (first + (second > 0 ? 1 : 0)) % 3);
        const grown = grow(points, [...codes, 2].slice(0, codes.length));
        const distinct = new Set(points.map(([, second]) => second)).size;
        if (distinct > 256) return;
        points.forEach((point, i) => {
          expect(leafOf(grown, point)[codes[i]]).toBe(1);
        });
      }),
    );
  });
});

describe('bins', () => {
  it('hold one value each up to 256 of them', () => {
    const X = matrixOf([[3], [1], [2], [1], [3]]);
    const { codes, counts, low, high } = binFeatures(X);
    expect([...codes]).toEqual([2, 0, 1, 0, 2]);
    expect(counts[0]).toBe(3);
    expect([...low.slice(0, 3)]).toEqual([1, 2, 3]);
    expect([...high.slice(0, 3)]).toEqual([1, 2, 3]);
  });

  it('hold equal shares above that, without parting equal values', () => {
    // 10,000 zeros and 10,000 distinct values: one bin for the zeros, 255 for the rest, of 39 or 40 each.
    const values = [...new Array(10_000).fill(0), ...Array.from({ length: 10_000 }, (_, i) => i + 1)];
    const { codes, counts } = binFeatures(matrixOf(values.map((value) => [value])));
    expect(counts[0]).toBe(256);
    const sizes = new Int32Array(256);
    for (const code of codes) sizes[code]++;
    expect(sizes[0]).toBe(10_000);
    expect([...new Set(sizes.slice(1))].toSorted()).toEqual([39, 40]);
    expect([...codes]).toEqual([...codes].toSorted((a, b) => a - b));
  });
});
