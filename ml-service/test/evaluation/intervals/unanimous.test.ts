import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/estimators/random.js';
import { sumBins } from '../../../src/evaluation/bin-sums.js';
import { byScore, calibrationError, equalMassBins } from '../../../src/evaluation/calibration.js';
import { bootstrap, percentileEstimate, reflectedEstimate } from '../../../src/evaluation/intervals/bootstrap.js';

/** Resamples that all say the same of 30 rows, of classes of 22 and 8. */
const alike = (value: number) => ({ sorted: new Float64Array(100).fill(value), undefinedIn: 0, sizes: [22, 8] });
// z² / (n + z²) of 8, 22 and 30 rows
const [ofEight, ofTwentyTwo, ofThirty] = [8, 22, 30].map((n) => 3.841458820694124 / (n + 3.841458820694124));

describe('a figure that all resamples agree on', () => {
  it('is not certain at an end of its range: Wilson of the rows of the smallest class', () => {
    const perfect = { value: 1, lo: expect.closeTo(1 - ofEight, 12), hi: 1, method: 'wilson', n: 8 };
    expect(percentileEstimate(1, alike(1), 30)).toMatchObject(perfect);
    expect(percentileEstimate(0, alike(0), 30)).toMatchObject({ lo: 0, hi: expect.closeTo(ofEight, 12) });
    // A correlation of 1 lies twice as far from the end.
    const correlation = percentileEstimate(1, alike(1), 30, 'correlation');
    expect(correlation).toMatchObject({ lo: expect.closeTo(1 - 2 * ofEight, 12), hi: 1 });
  });

  it('may hide a difference that so few rows do not show', () => {
    const difference = percentileEstimate(0, alike(0), 30, 'difference');
    expect(difference).toMatchObject({
      lo: expect.closeTo(-ofThirty, 12),
      hi: expect.closeTo(ofThirty, 12),
      method: 'wilson',
      n: 30,
    });
  });

  it('is proven by the rows of each class where it is a difference: a perfect model is better than one class alone', () => {
    const reach = (8 * ofEight + 22 * ofTwentyTwo) / 30;
    const perfect = percentileEstimate(8 / 30, alike(8 / 30), 30, 'difference');
    expect(perfect).toMatchObject({
      lo: expect.closeTo(8 / 30 - reach, 12),
      hi: expect.closeTo(8 / 30 + reach, 12),
      method: 'wilson',
      n: 30,
    });
  });

  it('has no interval elsewhere', () => {
    const none = { lo: null, hi: null, method: 'none', n: 30 };
    expect(percentileEstimate(0.5, alike(0.5), 30)).toMatchObject({ value: 0.5, ...none });
    expect(percentileEstimate(0, alike(0), 30, 'correlation')).toMatchObject({ value: 0, ...none });
    expect(percentileEstimate(1, alike(1), 30, 'unbounded')).toMatchObject({ value: 1, ...none });
  });
});

it('an error of 0 is not certain where every resample has one, nor a figure that nearly all agree on', () => {
  const above = { ...alike(0), sorted: Float64Array.from({ length: 100 }, (_, i) => 0.001 + i / 10_000) };
  expect(reflectedEstimate(0, above, 30)).toMatchObject({ lo: 0, hi: expect.closeTo(ofEight, 12), method: 'wilson' });
  const butOne = { ...alike(1), sorted: alike(1).sorted.with(0, 0.9) };
  expect(percentileEstimate(1, butOne, 30).lo).toBeCloseTo(1 - ofEight, 12);
});

it('the error of calibrated scores is not proven to be above 0', async () => {
  const random = createRandom(4);
  const scores = Float64Array.from({ length: 200 }, () => random.next());
  const hits = Uint8Array.from(scores, (score) => (random.next() < score ? 1 : 0));
  const scored = byScore(scores, hits);
  const ends = equalMassBins(scored);
  const { error } = await bootstrap(
    Int32Array.from(hits),
    { names: ['error'], measure: (weights, put) => put(calibrationError(sumBins(scored, ends, weights))) },
    { resamples: 1000, seed: 1 },
  );
  const value = calibrationError(sumBins(scored, ends));
  const { lo, hi } = reflectedEstimate(value, error, 200);
  expect(lo).toBeLessThan(0.01);
  expect(hi).toBeGreaterThanOrEqual(value);
  // As the percentiles would have it.
  expect(percentileEstimate(value, error, 200).lo).toBeGreaterThan(0.02);
});
