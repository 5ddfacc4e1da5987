import { expect, it } from 'vitest';
import { createRandom } from '../../src/estimators/random.js';
import { sumBins } from '../../src/evaluation/bin-sums.js';
import { byScore, calibrationError, calibrationOf, equalMassBins } from '../../src/evaluation/calibration.js';
import { withoutInterval } from '../../src/evaluation/intervals/estimate.js';
import { proportion } from '../../src/evaluation/intervals/wilson.js';

it('the error is the weighted gap between what was said and what was', () => {
  const scored = byScore(Float64Array.of(0.2, 0.9, 0.2, 0.7), Uint8Array.of(1, 1, 0, 1));
  // Bins {0.2, 0.2} and {0.7, 0.9}: 2/4 · |1/2 - 0.2| + 2/4 · |1 - 0.8| = 0.25
  expect(calibrationError(sumBins(scored, [2, 4]))).toBeCloseTo(0.25, 12);
  // The first row twice, the third not at all: 2/4 · |1 - 0.2| + 2/4 · 0.2 = 0.5
  expect(calibrationError(sumBins(scored, [2, 4], Int32Array.of(2, 1, 0, 1)))).toBeCloseTo(0.5, 12);
});

it('bins are of about as many rows, and equal scores in one', () => {
  const spread = Float64Array.from({ length: 100 }, (_, i) => i / 100);
  expect(equalMassBins(byScore(spread, new Uint8Array(100)))).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  const steps = Float64Array.from({ length: 100 }, (_, i) => Math.floor(i / 40) / 4);
  expect(equalMassBins(byScore(steps, new Uint8Array(100)))).toEqual([40, 80, 100]);
});

const figure = withoutInterval(0, 1);
const estimates = {
  ece: figure,
  brier: { score: figure, reliability: figure, resolution: figure, uncertainty: figure, within_bins: figure },
};

it('a bin goes from its lowest score to its highest, and tells how many of its rows were hits', () => {
  const scores = Float64Array.from({ length: 20 }, (_, i) => i / 20);
  const hits = Uint8Array.from(scores, (score) => (score > 0.35 ? 1 : 0));
  const { bins } = calibrationOf(byScore(scores, hits), estimates, 1);
  expect(bins).toEqual([
    { lowest: 0, highest: 0.45, mean_score: expect.closeTo(0.225, 12), observed: proportion(2, 10) },
    { lowest: 0.5, highest: 0.95, mean_score: expect.closeTo(0.725, 12), observed: proportion(10, 10) },
  ]);
});

it('of twelve even scores chance brings the error of twelve tosses of a coin', () => {
  const scored = byScore(new Float64Array(12).fill(0.5), new Uint8Array(12));
  const { ece_if_calibrated } = calibrationOf(scored, estimates, 1);
  // Of 4096 tosses 924 are even; mean |heads - 6| = 6 · 924 / 4096. Four or more off are 158, 3.9 %; five or more 26.
  expect(ece_if_calibrated).toMatchObject({ value: expect.closeTo(924 / 8192, 2), lo: 0, hi: 4 / 12 });
});

it('a calibrated model has the error that a calibrated one is said to have', () => {
  const random = createRandom(11);
  const scores = Float64Array.from({ length: 1000 }, () => random.next());
  const hits = Uint8Array.from(scores, (score) => (random.next() < score ? 1 : 0));
  const scored = byScore(scores, hits);
  const error = calibrationError(sumBins(scored, equalMassBins(scored)));
  const { ece_if_calibrated, bins, slope, intercept } = calibrationOf(scored, estimates, 1);
  expect(error).toBeGreaterThan(ece_if_calibrated.lo!);
  expect(error).toBeLessThan(ece_if_calibrated.hi!);
  expect(slope.lo).toBeLessThan(1);
  expect(slope.hi).toBeGreaterThan(1);
  expect(intercept.lo).toBeLessThan(0);
  expect(intercept.hi).toBeGreaterThan(0);
  expect(bins).toHaveLength(10);
  expect(bins.reduce((sum, { observed }) => sum + observed.n, 0)).toBe(1000);
});
