import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/estimators/random.js';
import {
  bootstrap,
  logitEstimate,
  percentileEstimate,
  resamplesFor,
  type Statistics,
} from '../../../src/evaluation/intervals/bootstrap.js';
import {
  aucEstimate,
  delongCovariance,
  logitInterval,
  placementsOf,
} from '../../../src/evaluation/intervals/delong.js';
import { f1Estimate } from '../../../src/evaluation/intervals/f-star.js';
import { sumOfShares } from '../../../src/evaluation/intervals/mover.js';
import { nadeauBengio } from '../../../src/evaluation/intervals/nadeau-bengio.js';
import { quantile } from '../../../src/evaluation/intervals/quantile.js';
import { studentQuantile } from '../../../src/evaluation/intervals/student.js';
import { proportion, wilsonInterval } from '../../../src/evaluation/intervals/wilson.js';
import { reference } from '../reference.js';

it('by the deviation of resamples is built on the logit scale', () => {
  const around = (value: number, far: number) => ({
    sorted: Float64Array.from({ length: 100 }, (_, i) => (i < 50 ? value - far : value + far)),
    undefinedIn: 0,
    sizes: [10, 10],
  });
  // Half of the logit's interval: 1.96 · 0.02 / 0.09 about log 9
  const share = { lo: expect.closeTo(0.85342, 5), hi: expect.closeTo(0.932941, 5), method: 'bootstrap', n: 20 };
  expect(logitEstimate(0.9, around(0.9, 0.02), 20)).toMatchObject(share);
  const correlation = logitEstimate(0.8, around(0.8, 0.04), 20, 'correlation');
  expect(correlation).toMatchObject({ lo: expect.closeTo(0.706839, 5), hi: expect.closeTo(0.865882, 5) });
  expect(logitEstimate(1, around(1, 0), 20)).toMatchObject({ hi: 1, method: 'wilson', n: 10 });
});

it('of F1 is that of the share F* of the rows that are of a class or predicted so', () => {
  // 3 of 6: F* in 0.1876 to 0.8124
  const { lo, hi } = wilsonInterval(0.5, 6);
  const f1 = f1Estimate({ truth: 4, predicted: 5, hits: 3 });
  expect(f1).toMatchObject({ value: 6 / 9, n: 6, method: 'f-star' });
  expect([f1.lo, f1.hi]).toEqual([(2 * lo) / (1 + lo), (2 * hi) / (1 + hi)]);
  expect(f1Estimate({ truth: 0, predicted: 0, hits: 0 })).toMatchObject({ value: 0, lo: null, n: 0 });
});

it('of a sum of shares is as wide as theirs squared and added, and as wide as can be of no rows', () => {
  const one = { share: 0.5, n: 6, weight: 1 };
  const { lo, hi } = wilsonInterval(0.5, 6);
  expect(sumOfShares([one], 6)).toMatchObject({ value: 0.5, lo: expect.closeTo(lo, 12), hi: expect.closeTo(hi, 12) });
  const halves = sumOfShares(
    [0, 1].map(() => ({ ...one, weight: 0.5 })),
    12,
  );
  expect(halves.hi).toBeCloseTo(0.5 + (hi - 0.5) / Math.SQRT2, 12);
  const none = sumOfShares(
    [
      { ...one, weight: 0.5 },
      { share: 0, n: 0, weight: 0.5 },
    ],
    6,
  );
  expect(none.hi).toBeCloseTo(0.25 + Math.hypot((hi - 0.5) / 2, 0.5), 12);
  expect(none.lo).toBeCloseTo(0.25 - (0.5 - lo) / 2, 12);
});

describe("Wilson's interval", () => {
  it.each(reference.wilson)("is scipy's for $hits of $n", ({ hits, n, lo, hi }) => {
    const interval = wilsonInterval(hits / n, n);
    expect(interval.lo).toBeCloseTo(lo, 12);
    expect(interval.hi).toBeCloseTo(hi, 12);
  });

  it('holds the share and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const share = Math.round(part * n) / n;
        const { lo, hi } = wilsonInterval(share, n);
        expect(lo).toBeGreaterThanOrEqual(0);
        expect(hi).toBeLessThanOrEqual(1);
        expect(lo).toBeLessThanOrEqual(share + 1e-12);
        expect(hi).toBeGreaterThanOrEqual(share - 1e-12);
      }),
    );
  });

  it('ends at 0 where none is seen and at 1 where all are, for any number of rows', () => {
    for (let n = 1; n < 500; n++) {
      expect(wilsonInterval(0, n).lo).toBe(0);
      expect(wilsonInterval(1, n).hi).toBe(1);
    }
  });

  it('has none where there is nothing to count', () => {
    expect(proportion(0, 0)).toEqual({ value: null, lo: null, hi: null, level: 0.95, method: 'none', n: 0 });
    // A precision of no rows counts as 0.
    expect(proportion(0, 0, 0)).toMatchObject({ value: 0, lo: null, n: 0 });
  });
});

describe("DeLong's interval", () => {
  const { truth, first, second, auc, var: variances, cov, lo, hi } = reference.delong;
  const side = (scores: readonly number[], code: number) =>
    Float64Array.from(scores.filter((_, i) => truth[i] === code));
  const [a, b] = [first, second].map((scores) => placementsOf(side(scores, 1), side(scores, 0))!);

  it('has the area and the variance of the definition, ties included', () => {
    expect([a.auc, b.auc]).toEqual(auc.map((value) => expect.closeTo(value, 12)));
    expect(delongCovariance(a, a)).toBeCloseTo(variances[0], 12);
    expect(delongCovariance(b, b)).toBeCloseTo(variances[1], 12);
    expect(delongCovariance(a, b)).toBeCloseTo(cov, 12);
  });

  it('is built on the logit scale', () => {
    const interval = logitInterval(a.auc, delongCovariance(a, a));
    expect(interval).toEqual({ lo: expect.closeTo(lo, 12), hi: expect.closeTo(hi, 12) });
    const of = (n: number, shift: number) => Float64Array.from({ length: n }, (_, i) => i / n + shift);
    expect(aucEstimate(of(50, 0.3), of(50, 0))).toMatchObject({ method: 'delong', n: 100 });
  });

  it("is Newcombe's where a side has few rows", () => {
    // Roots of his equation by scipy's brentq, for 24 rows and 16
    const few = { lo: expect.closeTo(0.4453624207985688, 10), hi: expect.closeTo(0.7775466155063719, 10) };
    expect(aucEstimate(side(first, 1), side(first, 0))).toMatchObject({ ...few, method: 'newcombe', n: 40 });
  });

  it('does not claim certainty where the scores separate the sides wholly: Wilson of 4 of 4', () => {
    const estimate = aucEstimate(Float64Array.of(0.6, 0.7, 0.8, 0.9), Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5));
    // z² / (n + z²) = 3.8415 / 7.8415
    expect(estimate).toMatchObject({
      value: 1,
      lo: expect.closeTo(1 - 3.841458820694124 / 7.841458820694124, 12),
      n: 4,
    });
    expect(aucEstimate(Float64Array.of(), Float64Array.of(1))).toMatchObject({ value: null, method: 'none' });
  });

  it('does not take one row of a side for all that side could be: Wilson of one trial', () => {
    const estimate = aucEstimate(
      Float64Array.of(0.85),
      Float64Array.from({ length: 10 }, (_, i) => i / 10),
    );
    expect(estimate).toMatchObject({ value: 0.9, method: 'wilson', n: 1 });
    expect(estimate.lo).toBeLessThan(0.5);
  });

  it.each([
    [60, 60, 0.5, 0.638163195],
    [10, 400, 3, 0.983052573],
  ])('holds the true area of %i rows and %i about as often as it says', (positives, negatives, shift, area) => {
    // Normal scores, those of the positives shifted: the area is that of the normal distribution below shift / sqrt 2.
    const random = createRandom(5);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    let held = 0;
    for (let sample = 0; sample < 1000; sample++) {
      const draw = (n: number, by: number) => Float64Array.from({ length: n }, () => normal() + by);
      const { lo, hi } = aucEstimate(draw(positives, shift), draw(negatives, 0));
      if (lo! <= area && area <= hi!) held++;
    }
    expect(held).toBeGreaterThan(920);
    expect(held).toBeLessThan(990);
  });
});

describe('the bootstrap', () => {
  const truth = Int32Array.from({ length: 50 }, (_, i) => (i < 20 ? 1 : 0));
  const options = { resamples: 2000, seed: 42 };
  const right = Int32Array.from({ length: 50 }, (_, i) => (i % 5 === 0 ? 0 : 1));
  const accuracy: Statistics<'accuracy'> = {
    names: ['accuracy'],
    measure: (weights, put) => put(weights.reduce((sum, w, i) => sum + w * right[i], 0) / 50),
  };

  it('keeps the number of rows of each class in every resample', async () => {
    await bootstrap(
      truth,
      {
        names: [],
        measure: (weights) => {
          expect(weights.subarray(0, 20).reduce((sum, w) => sum + w, 0)).toBe(20);
          expect(weights.subarray(20).reduce((sum, w) => sum + w, 0)).toBe(30);
        },
      },
      { resamples: 50, seed: 1 },
    );
  });

  it('gives the same interval for the same seed, near that of the normal approximation', async () => {
    const one = percentileEstimate(0.8, (await bootstrap(truth, accuracy, options)).accuracy, 50);
    const same = percentileEstimate(0.8, (await bootstrap(truth, accuracy, options)).accuracy, 50);
    expect(same).toEqual(one);
    // 0.8 ± 1.96 · √(0.8 · 0.2 / 50)
    expect(one.lo).toBeCloseTo(0.689, 1);
    expect(one.hi).toBeCloseTo(0.911, 1);
  });

  it('counts the resamples that have no value, and gives none where no resample has', async () => {
    const sometimes: Statistics<'some' | 'none'> = {
      names: ['some', 'none'],
      measure: (weights, put) => {
        put(weights[0] === 0 ? null : 1);
        put(null);
      },
    };
    const { some, none } = await bootstrap(truth, sometimes, options);
    const estimate = percentileEstimate(1, some, 50);
    // A row is in no resample of 20 with probability 0.95^20 = 0.358.
    expect(estimate.undefined_resamples! / 2000).toBeCloseTo(0.358, 1);
    expect(percentileEstimate(null, none, 50)).toMatchObject({ value: null, lo: null, method: 'none' });
  });

  it('draws fewer resamples the more rows and classes there are, and never fewer than 200', () => {
    expect([resamplesFor(20_000, 2), resamplesFor(20_000, 40), resamplesFor(1e9, 2)]).toEqual([2000, 500, 200]);
  });

  it('stops with the reason of an abort', async () => {
    const reason = new Error('enough');
    await expect(bootstrap(truth, accuracy, { ...options, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

it("a quantile is numpy's", () => {
  const { values, q, at } = reference.quantile;
  q.forEach((share, i) => {
    expect(quantile(Float64Array.from(values), share)).toBeCloseTo(at[i], 14);
  });
});

describe('the interval of a cross-validation', () => {
  it.each(reference.student)("uses scipy's t: $tail of $degrees", ({ tail, degrees, t }) => {
    expect(studentQuantile(tail, degrees) / t).toBeCloseTo(1, 10);
  });

  it('is wider than that of independent folds: 0.7, 0.8, 0.9 of thirds', () => {
    // mean 0.8, s² = 0.01, t of 2 = 4.3027, √((1/3 + 1/2) · 0.01) = 0.09129
    const anywhere = { lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY };
    expect(nadeauBengio([0.7, 0.8, 0.9], 0.5, anywhere)).toEqual({
      value: expect.closeTo(0.8, 12),
      lo: expect.closeTo(0.8 - 4.302652729911275 * Math.sqrt((1 / 3 + 1 / 2) * 0.01), 10),
      hi: expect.closeTo(0.8 + 4.302652729911275 * Math.sqrt((1 / 3 + 1 / 2) * 0.01), 10),
      level: 0.95,
      method: 'nadeau-bengio',
      n: 3,
    });
    expect(nadeauBengio([null, null], 0.5, anywhere).value).toBeNull();
    expect(nadeauBengio([0.7, 0.8, 0.9], 0.5, { lo: 0.5, hi: 1 })).toMatchObject({ lo: 0.5, hi: 1 });
  });
});
