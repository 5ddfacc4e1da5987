import { Metrics } from '@ml-microservices/shared/contracts';
import { compileStrict } from '@ml-microservices/shared/validation';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/evaluation/decide.js';
import type { Judged } from '../../src/evaluation/judged.js';
import { metricsOf, oobAccuracy } from '../../src/evaluation/metrics.js';
import { brierOfPrevalence } from '../../src/evaluation/probability-loss.js';
import { judge, judgeBinary } from './judged.js';

const training = { n_train: 10, train_accuracy: 1, oob_accuracy: null };
const labels = (judged: Judged) => Array.from({ length: judged.nClasses }, (_, i) => i);
const measure = (judged: Judged) => metricsOf(judged, labels(judged), training);

describe('two classes, by hand', () => {
  // Predicted 0 0 1 1 1: one of the two negatives is right, two of the three positives.
  const metrics = measure(judgeBinary([0, 1, 0, 1, 1], [0.1, 0.4, 0.6, 0.8, 0.6]));

  test('counts', () => {
    expect(metrics.confusion_matrix).toEqual({
      labels: ['0', '1'],
      counts: [
        [1, 1],
        [1, 2],
      ],
    });
    expect(metrics).toMatchObject({ n_train: 10, n_test: 5, train_accuracy: 1, oob_accuracy: null });
  });

  test('agreement', () => {
    expect(metrics.accuracy).toBe(3 / 5);
    expect(metrics.balanced_accuracy).toBeCloseTo((1 / 2 + 2 / 3) / 2, 15);
    expect([metrics.precision, metrics.recall, metrics.f1]).toEqual([2 / 3, 2 / 3, 2 / 3]);
    // (2 x 1 - 1 x 1) / sqrt(3 x 3 x 2 x 2) = 1/6.
    expect(metrics.mcc).toBeCloseTo(1 / 6, 15);
    // By chance 2/5 x 2/5 + 3/5 x 3/5 = 13/25; (15/25 - 13/25) / (12/25) = 1/6.
    expect(metrics.cohen_kappa).toBeCloseTo(1 / 6, 15);
  });

  test('ranking', () => {
    // Of 6 pairs: 0.1 is below all three; 0.6 is below 0.8, equal to 0.6, above 0.4: (3 + 1.5) / 6.
    expect(metrics.roc_auc).toBe(4.5 / 6);
    // Thresholds 0.8: recall 1/3 at precision 1; 0.6: 2/3 at 2/3; 0.4: 1 at 3/4.
    expect(metrics.average_precision).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 3, 15);
  });

  test('probabilities', () => {
    expect(metrics.log_loss).toBeCloseTo(-Math.log(0.9 * 0.4 * 0.4 * 0.8 * 0.6) / 5, 14);
    expect(metrics.brier).toBeCloseTo((0.01 + 0.36 + 0.36 + 0.04 + 0.16) / 5, 15);
  });
});

describe('three classes, by hand', () => {
  const rows = [
    [0.5, 0.3, 0.2],
    [0.2, 0.6, 0.2],
    [0.1, 0.5, 0.4],
    [0.3, 0.3, 0.4],
  ];
  const metrics = measure(judge([0, 1, 2, 2], rows, 3));

  test('averages over the classes', () => {
    // Precision 1, 1/2, 1; recall 1, 1, 1/2; F1 1, 2/3, 2/3.
    expect(metrics.precision).toBeCloseTo(2.5 / 3, 15);
    expect(metrics.recall).toBeCloseTo(2.5 / 3, 15);
    expect(metrics.f1).toBeCloseTo((1 + 4 / 3) / 3, 15);
    expect(metrics.classification_report.weighted_avg.precision).toBeCloseTo((1 + 0.5 + 2) / 4, 15);
    // Each class against the rest: 3/3, 3/3, 4/4.
    expect(metrics.roc_auc).toBe(1);
    expect(metrics.average_precision).toBe(1);
  });

  test('Brier is the sum over the classes', () => {
    const squares = [0.25 + 0.09 + 0.04, 0.04 + 0.16 + 0.04, 0.01 + 0.25 + 0.36, 0.09 + 0.09 + 0.36];
    expect(metrics.brier).toBeCloseTo(squares.reduce((a, b) => a + b) / 4, 15);
  });

  test('a class that does not occur is in no average, and leaves no area under its curve', () => {
    const few = measure(judge([0, 1], rows.slice(0, 2), 3));
    expect(Object.keys(few.classification_report.classes)).toEqual(['0', '1']);
    expect(few.precision).toBe(1);
    expect(few.roc_auc).toBeNull();
    expect(few.average_precision).toBeNull();
    expect(few.confusion_matrix.counts[2]).toEqual([0, 0, 0]);
  });
});

test('a class that rows are wrongly predicted as is in the averages, with nothing found', () => {
  const rows = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  const taken = measure(judge([0, 1, 1], rows, 3));
  // Precision 1, 1, 0; recall 1, 1/2, 0.
  expect(taken.precision).toBeCloseTo(2 / 3, 15);
  expect(taken.recall).toBeCloseTo(1 / 2, 15);
  // Of the classes that occur among the true ones.
  expect(taken.balanced_accuracy).toBeCloseTo(3 / 4, 15);
});

describe('what is undefined', () => {
  test('is null with one true class', () => {
    const metrics = measure(judgeBinary([1, 1], [0.9, 0.8]));
    expect(metrics).toMatchObject({ accuracy: 1, balanced_accuracy: 1, mcc: 0, cohen_kappa: null, roc_auc: null });
    expect(measure(judgeBinary([0, 0], [0.2, 0.3]))).toMatchObject({
      average_precision: null,
      precision: 0,
      recall: 0,
    });
  });

  test('is null without rows', () => {
    const { classification_report, confusion_matrix, n_train, n_test, train_accuracy, ...rest } = measure(
      judgeBinary([], []),
    );
    expect(n_test).toBe(0);
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
  });

  test('a sure mistake has a large loss, not an infinite one', () => {
    expect(measure(judgeBinary([0], [1])).log_loss).toBeCloseTo(-Math.log(2 ** -52), 10);
    expect(measure(judgeBinary([1], [1])).log_loss).toBeCloseTo(0, 15);
  });
});

describe('the class predicted', () => {
  const probabilities = Float64Array.of(0.5, 0.5, 0.7, 0.3, 0.2, 0.8);

  test('is the likeliest, of equal ones the first', () => {
    expect([...decide(probabilities, 2)]).toEqual([0, 0, 1]);
    expect([...decide(Float64Array.of(0.2, 0.4, 0.4), 3)]).toEqual([1]);
  });

  test('of two is the second from the threshold on', () => {
    expect([...decide(probabilities, 2, 0.5)]).toEqual([1, 0, 1]);
    expect([...decide(probabilities, 2, 0.3)]).toEqual([1, 1, 1]);
    expect([...decide(probabilities, 2, 0.81)]).toEqual([0, 0, 0]);
    expect([...decide(Float64Array.of(0.5, 0.4, 0.1), 3, 0.3)]).toEqual([0]);
  });
});

test('the shares of the classes have the Brier score of a forecast that says nothing else', () => {
  // One of four: (3/4)² · 1/4 + (1/4)² · 3/4. Of three classes 1 - (1/4 + 1/16 + 1/16).
  expect(brierOfPrevalence(judgeBinary([1, 0, 0, 0], [0.5, 0.5, 0.5, 0.5]))).toBe(3 / 16);
  const rows = [0, 0, 1, 2].map(() => [1, 0, 0]);
  expect(brierOfPrevalence(judge([0, 0, 1, 2], rows, 3))).toBe(5 / 8);
});

test('out-of-bag accuracy leaves out rows that were in every bag', () => {
  const nan = Number.NaN;
  expect(oobAccuracy(Float64Array.of(0.9, 0.1, nan, nan, 0.6, 0.4), Int32Array.of(0, 0, 1))).toBe(1 / 2);
  expect(oobAccuracy(Float64Array.of(nan, nan), Int32Array.of(0))).toBeNull();
});

const row = (nClasses: number) =>
  fc.record({
    truth: fc.integer({ min: 0, max: nClasses - 1 }),
    // Few values, so that ties are common.
    weights: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: nClasses, maxLength: nClasses }),
  });
const judgedRows = fc
  .integer({ min: 2, max: 4 })
  .chain((nClasses) => fc.tuple(fc.constant(nClasses), fc.array(row(nClasses), { minLength: 1, maxLength: 40 })));
const judgeRows = (nClasses: number, rows: readonly { truth: number; weights: readonly number[] }[]) => {
  const shares = rows.map(({ weights }) => {
    const sum = weights.reduce((a, b) => a + b);
    return weights.map((weight) => weight / sum);
  });
  return judge(
    rows.map(({ truth }) => truth),
    shares,
    nClasses,
  );
};

describe('for any rows', () => {
  const isMetrics = compileStrict(Metrics);

  test('every metric is within its range and fits the contract', () => {
    fc.assert(
      fc.property(judgedRows, ([nClasses, rows]) => {
        const metrics = measure(judgeRows(nClasses, rows));
        expect(isMetrics(metrics)).toBe(true);
        for (const key of ['accuracy', 'precision', 'recall', 'f1', 'roc_auc', 'average_precision'] as const) {
          expect(metrics[key] ?? 0).toBeGreaterThanOrEqual(0);
          expect(metrics[key] ?? 0).toBeLessThanOrEqual(1 + 1e-12);
        }
        expect(Math.abs(metrics.mcc ?? 0)).toBeLessThanOrEqual(1 + 1e-12);
        expect(metrics.cohen_kappa ?? 0).toBeLessThanOrEqual(1);
        expect(metrics.brier).toBeLessThanOrEqual(nClasses === 2 ? 1 : 2);
      }),
    );
  });

  test('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(judgedRows, ([nClasses, rows]) => {
        const forward = measure(judgeRows(nClasses, rows));
        const backward = measure(judgeRows(nClasses, rows.toReversed()));
        const { log_loss, brier, roc_auc, average_precision, ...exact } = backward;
        expect(forward).toMatchObject(exact);
        const sums = { log_loss, brier, roc_auc, average_precision };
        for (const [key, value] of Object.entries(sums)) {
          expect(forward[key as keyof typeof sums] ?? -1).toBeCloseTo(value ?? -1, 12);
        }
      }),
    );
  });

  test('exchanging two classes turns ROC AUC into itself and keeps agreement', () => {
    fc.assert(
      fc.property(fc.array(row(2), { minLength: 1, maxLength: 40 }), (rows) => {
        const swapped = rows.map(({ truth, weights }) => ({ truth: 1 - truth, weights: weights.toReversed() }));
        const [one, other] = [measure(judgeRows(2, rows)), measure(judgeRows(2, swapped))];
        expect(one.roc_auc ?? -1).toBeCloseTo(other.roc_auc ?? -1, 12);
        expect(one.brier).toBeCloseTo(other.brier ?? -1, 12);
        expect(one.log_loss).toBeCloseTo(other.log_loss ?? -1, 12);
      }),
    );
  });

  test('ROC AUC is the share of pairs in the right order, ties counting half', () => {
    fc.assert(
      fc.property(fc.array(row(2), { minLength: 2, maxLength: 30 }), (rows) => {
        const judged = judgeRows(2, rows);
        let [wins, pairs] = [0, 0];
        rows.forEach((a, i) => {
          rows.forEach((b, j) => {
            if (a.truth !== 1 || b.truth !== 0) return;
            pairs++;
            const difference = judged.probabilities[2 * i + 1] - judged.probabilities[2 * j + 1];
            wins += difference > 0 ? 1 : difference === 0 ? 0.5 : 0;
          });
        });
        expect(measure(judged).roc_auc).toEqual(pairs === 0 ? null : wins / pairs);
      }),
    );
  });
});
