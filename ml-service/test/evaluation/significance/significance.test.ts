import { describe, expect, it } from 'vitest';
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

  it.each(reference.normal)('normal: $z', ({ z, p }) => {
    expect(normalP(z) / p).toBeCloseTo(1, 10);
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
