import { describe, expect, it } from 'vitest';
import { chiSquare } from '../../../src/evaluation/significance/chi-square.js';
import { fisher } from '../../../src/evaluation/significance/fisher.js';
import { holm } from '../../../src/evaluation/significance/holm.js';
import { mcnemar } from '../../../src/evaluation/significance/mcnemar.js';
import { normalP } from '../../../src/evaluation/significance/normal.js';
import { reference } from '../reference.js';

describe("scipy's p values", () => {
  it.each(reference.mcnemar)('McNemar, exact: $b against $c', ({ b, c, p }) => {
    expect(mcnemar(b, c) / p).toBeCloseTo(1, 9);
  });

  it.each(reference.fisher)(
    'Fisher: $hits of $n against $otherHits of $otherN',
    ({ hits, n, otherHits, otherN, p }) => {
      expect(fisher(hits, n, otherHits, otherN) / p).toBeCloseTo(1, 9);
    },
  );

  it.each(reference.chi_square)('chi-square: $counts', ({ counts, statistic, degrees, p }) => {
    const test = chiSquare(counts);
    expect(test?.statistic).toBeCloseTo(statistic, 9);
    expect(test?.degrees_of_freedom).toBe(degrees);
    expect((test?.p ?? 0) / p).toBeCloseTo(1, 9);
  });

  it.each(reference.normal)('normal: $z', ({ z, p }) => {
    expect(normalP(z) / p).toBeCloseTo(1, 10);
  });
});

describe('the chi-square test', () => {
  it('leaves out bins without a row', () => {
    const [bins, empty]: [number, number][][] = [
      [
        [3, 5],
        [4, 1],
      ],
      [[0, 0]],
    ];
    expect(chiSquare([...bins, ...empty])).toEqual(chiSquare(bins));
  });

  it.each([
    ['one bin', [[3, 5]]],
    [
      'one sample alone',
      [
        [3, 0],
        [4, 0],
      ],
    ],
  ] satisfies [string, [number, number][]][])('says nothing of %s', (_name, counts) => {
    expect(chiSquare(counts)).toBeNull();
  });
});

describe("Holm's adjustment", () => {
  it('is that of the classical example: 0.01, 0.04, 0.03, 0.005', () => {
    // Sorted 0.005 · 4, 0.01 · 3, 0.03 · 2, then 0.04 · 1 raised to the one before it.
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
  });

  it('leaves out what is not tested, and gives no more than 1', () => {
    expect(holm([0.7, null, 0.8])).toEqual([1, null, 1]);
    expect(holm([])).toEqual([]);
  });
});
