import { thin } from '@ml-microservices/shared/statistics';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/estimators/random.js';
import { gainsCurve, liftTable } from '../../../src/evaluation/curves/gains.js';
import { precisionRecallCurve } from '../../../src/evaluation/curves/precision-recall.js';
import { rocCurve } from '../../../src/evaluation/curves/roc.js';
import { scoreHistogram } from '../../../src/evaluation/curves/score-histogram.js';
import { thresholdTable } from '../../../src/evaluation/curves/threshold-table.js';
import { rankedFor } from '../../../src/evaluation/ranking.js';
import { judgeBinary } from '../judged.js';
import { reference } from '../reference.js';

const { truth, second } = reference.delong;
const ranked = rankedFor(judgeBinary(truth, second), 1);

it("the ROC curve has scikit-learn's corners", () => {
  const { fpr, tpr } = reference.roc;
  const theirs = thin(
    fpr.map((x, i) => ({ x, y: tpr[i] })),
    ({ x, y }) => [x, y],
  );
  expect(rocCurve(ranked).map((point) => [point.fpr, point.tpr])).toEqual(
    theirs.map(({ x, y }) => [expect.closeTo(x, 12), expect.closeTo(y, 12)]),
  );
  expect(rocCurve(rankedFor(judgeBinary([1, 1], [0.2, 0.3]), 1))).toEqual([]);
});

it("every point of the precision-recall curve is one of scikit-learn's", () => {
  const near = (x: number, y: number) =>
    reference.precision_recall.some(([recall, precision]) => Math.abs(recall - x) + Math.abs(precision - y) < 1e-12);
  for (const { recall, precision } of precisionRecallCurve(ranked)) expect(near(recall, precision)).toBe(true);
  // It ends at the first threshold that finds every positive: what is below finds no more.
  expect(precisionRecallCurve(ranked).filter(({ recall }) => recall === 1)).toHaveLength(1);
});

describe('thinning', () => {
  it('drops points on a line and keeps corners and ends', () => {
    const points = [0, 1, 2, 3, 4].map((x) => ({ x, y: Math.abs(x - 2) }));
    expect(thin(points, ({ x, y }) => [x, y])).toEqual([points[0], points[2], points[4]]);
  });

  it('keeps a curve of 20,000 steps within a hundredth by 200 points', () => {
    const random = createRandom(3);
    const scores = Array.from({ length: 20_000 }, () => random.next());
    const judged = judgeBinary(
      scores.map((score) => (random.next() < score ? 1 : 0)),
      scores,
    );
    const points = rocCurve(rankedFor(judged, 1));
    expect(points).toHaveLength(200);
    // Of uniform scores that are the probabilities: fpr = 1 - 2t + t², tpr = 1 - t².
    for (const { fpr, tpr } of points) expect(Math.abs(tpr - (1 - (1 - Math.sqrt(fpr)) ** 2))).toBeLessThan(0.03);
  });
});

describe('cumulative gains', () => {
  // Ten rows, four positive: one at 0.9; one of two at 0.8; one of four at 0.5, then one of three at 0.1.
  const scores = [0.9, 0.8, 0.8, 0.5, 0.5, 0.5, 0.5, 0.1, 0.1, 0.1];
  const ranked = rankedFor(judgeBinary([1, 0, 1, 0, 0, 1, 0, 1, 0, 0], scores), 1);

  it('rise by whole scores, whatever order their rows stand in', () => {
    expect(gainsCurve(ranked)).toEqual([
      { taken: 0, found: 0, threshold: null },
      { taken: 0.1, found: 0.25, threshold: 0.9 },
      { taken: 0.3, found: 0.5, threshold: 0.8 },
      { taken: 0.7, found: 0.75, threshold: 0.5 },
      { taken: 1, found: 1, threshold: 0.1 },
    ]);
  });

  it('are listed for the first scores that make one to five tenths of the rows', () => {
    const table = liftTable(ranked);
    // The second score makes two and three tenths, the third four and five.
    expect(table.map(({ taken, found, threshold }) => [taken, found, threshold])).toEqual([
      [0.1, 0.25, 0.9],
      [0.3, 0.5, 0.8],
      [0.7, 0.75, 0.5],
    ]);
    expect(table.map(({ rate }) => [rate.value, rate.n, rate.method])).toEqual([
      [1, 1, 'wilson'],
      [2 / 3, 3, 'wilson'],
      [3 / 7, 7, 'wilson'],
    ]);
    // By the 0.4 of all rows
    expect(table.map(({ lift }) => lift)).toEqual(
      [2.5, 2 / 3 / 0.4, 3 / 7 / 0.4].map((lift) => expect.closeTo(lift, 12)),
    );
  });

  it('are none without a positive', () => {
    const none = rankedFor(judgeBinary([0, 0], [0.2, 0.3]), 1);
    expect([gainsCurve(none), liftTable(none)]).toEqual([[], []]);
  });
});

it('the threshold table counts from 0 to 1 by hundredths', () => {
  const table = thresholdTable(rankedFor(judgeBinary([0, 1, 0, 1], [0.1, 0.4, 0.5, 0.9]), 1));
  expect(table).toHaveLength(101);
  expect(table[0]).toMatchObject({ threshold: 0, tp: 2, fp: 2, tn: 0, fn: 0, recall: 1, specificity: 0 });
  expect(table[50]).toEqual({
    threshold: 0.5,
    tp: 1,
    fp: 1,
    tn: 1,
    fn: 1,
    accuracy: 0.5,
    precision: 0.5,
    recall: 0.5,
    specificity: 0.5,
    f1: 0.5,
    youden: 0,
    // 1/4 - 1/4 x 0.5 / 0.5
    net_benefit: 0,
  });
  // 2/4 - 2/4 x 0.2 / 0.8
  expect(thresholdTable(rankedFor(judgeBinary([0, 1, 0, 1], [0.3, 0.4, 0.5, 0.9]), 1))[20].net_benefit).toBeCloseTo(
    0.375,
    12,
  );
  expect(table[100].net_benefit).toBeNull();
  expect(table[100]).toMatchObject({ threshold: 1, tp: 0, fp: 0, precision: null, f1: 0 });
});

it('score histograms hold every row, the score 1 in the last bin', () => {
  const bins = scoreHistogram(rankedFor(judgeBinary([0, 1, 0, 1], [0, 0.05, 0.07, 1]), 1));
  expect(bins[0]).toEqual({ from: 0, to: 0.05, positives: 0, negatives: 1 });
  expect(bins[1]).toMatchObject({ positives: 1, negatives: 1 });
  expect(bins[19]).toMatchObject({ positives: 1, negatives: 0 });
});
