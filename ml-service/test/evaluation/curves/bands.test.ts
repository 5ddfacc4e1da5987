import { expect, it } from 'vitest';
import { createRandom } from '../../../src/estimators/random.js';
import { BandTally } from '../../../src/evaluation/curves/bands.js';
import { bootstrap } from '../../../src/evaluation/intervals/bootstrap.js';
import { rankedFor } from '../../../src/evaluation/ranking.js';
import { Steps } from '../../../src/evaluation/steps.js';
import { judgeBinary } from '../judged.js';

async function bandsOf(truth: readonly number[], scores: readonly number[], resamples = 1000) {
  const judged = judgeBinary(truth, scores);
  const ranked = rankedFor(judged, 1);
  const [steps, tally] = [new Steps(ranked), new BandTally(ranked, resamples)];
  const measure = (weights: Int32Array) => tally.add(steps.count(weights));
  await bootstrap(judged.truth, { names: [], measure }, { resamples, seed: 3 });
  return tally.bands();
}

it('runs where the curve of the one resample runs, between its points and up its steps', () => {
  // By falling score: hit; hit and miss, tied; miss.
  const ranked = rankedFor(judgeBinary([1, 1, 0, 0], [0.9, 0.5, 0.5, 0.1]), 1);
  const [steps, tally] = [new Steps(ranked), new BandTally(ranked, 2)];
  tally.add(steps.count(Int32Array.of(1, 1, 1, 1)));
  tally.add(steps.count(Int32Array.of(2, 0, 1, 1)));
  const { roc, precision_recall } = tally.bands();
  // Of two resamples the 2.5 % point is a fortieth of the way from the lower to the higher.
  const between = (low: number, high: number) => ({
    lo: expect.closeTo(low + 0.025 * (high - low), 12),
    hi: expect.closeTo(high - 0.025 * (high - low), 12),
  });
  // The first has (0, 1/2), (1/2, 1); the second finds both with the first row.
  expect(roc[0]).toEqual({ fpr: 0, ...between(0.5, 1) });
  expect(roc[10]).toEqual({ fpr: 0.2, ...between(0.5 + (0.5 * 0.2) / 0.5, 1) });
  expect(roc[25]).toEqual({ fpr: 0.5, lo: 1, hi: 1 });
  // The first takes 3 rows to find the second of the class.
  expect(precision_recall[25]).toEqual({ recall: 0.5, lo: 1, hi: 1 });
  expect(precision_recall[26]).toEqual({ recall: 0.52, ...between(2 / 3, 1) });
});

it('says nothing where the scores part the classes wholly, and without rows of both', async () => {
  expect(await bandsOf([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9])).toEqual({ roc: [], precision_recall: [] });
  expect(await bandsOf([1, 1], [0.8, 0.9])).toEqual({ roc: [], precision_recall: [] });
});

it('holds the true curve at a rate about as often as it says', async () => {
  const random = createRandom(9);
  const [samples, rate] = [150, 0.3];
  let held = 0;
  for (let sample = 0; sample < samples; sample++) {
    // Uniform scores, those of the class higher by 0.3: at a rate of 0.3 the cut is 0.7, above which 0.6 of the class are.
    const truth = Array.from({ length: 120 }, (_, i) => i % 2);
    const scores = truth.map((one) => (random.next() + 0.3 * one) / 1.3);
    const { roc } = await bandsOf(truth, scores, 200);
    const { lo, hi } = roc.find(({ fpr }) => fpr === rate)!;
    if (lo <= 0.6 && 0.6 <= hi) held++;
  }
  expect(held / samples).toBeGreaterThan(0.88);
});
