import { Evaluation, type Evaluation as EvaluationValue } from '@ml-microservices/shared/contracts';
import { describe, expect, it } from 'vitest';
import { costOf, decisionAt, rowAt, scoresOf } from '../../src/routes/models/[id=integer]/report/decision.js';
import { exampleOf } from '../wire.js';

const known = exampleOf<EvaluationValue>(Evaluation);
const [row] = known.thresholds;
/** Of 4 + 4 rows: from 0.4 on, 3 positives and 2 negatives are called positive; from 0.8 on, 2 positives and no negative. */
const thresholds = [
  { ...row, threshold: 0.4, tp: 3, fp: 2, tn: 2, fn: 1 },
  { ...row, threshold: 0.8, tp: 2, fp: 0, tn: 4, fn: 2 },
];
const evaluation = { ...known, thresholds };

describe('the decision at a threshold', () => {
  it('is that of the likelier class where there is none', () => {
    expect(decisionAt(evaluation, null)).toEqual({ threshold: null, matrix: known.decisions.default.confusion_matrix });
    expect(decisionAt({ ...known, thresholds: [] }, 0.3).threshold).toBeNull();
  });

  it('has the counts of the nearest row of the table, true classes down', () => {
    expect(decisionAt(evaluation, 0.75)).toEqual({
      threshold: 0.8,
      matrix: {
        labels: ['0', '1'],
        counts: [
          [4, 0],
          [2, 2],
        ],
      },
    });
    expect(rowAt(thresholds, 0)).toBe(thresholds[0]);
  });

  it('is exact at the threshold that is served, though the table may lack it', () => {
    const served = { ...known.decisions.default, threshold: 0.55 };
    expect(decisionAt({ ...evaluation, decisions: { ...known.decisions, served } }, 0.55)).toEqual({
      threshold: 0.55,
      matrix: served.confusion_matrix,
    });
  });
});

describe('what follows from the counts', () => {
  it('is computed as the table does', () => {
    // tn 2, fp 2, fn 1, tp 3: precision 3/5, recall 3/4, specificity 2/4, f1 6/9.
    expect(
      scoresOf({
        labels: ['0', '1'],
        counts: [
          [2, 2],
          [1, 3],
        ],
      }),
    ).toEqual({
      accuracy: 5 / 8,
      precision: 3 / 5,
      recall: 3 / 4,
      specificity: 2 / 4,
      f1: 6 / 9,
      youden: 0.25,
    });
  });

  it('is absent where nothing was called positive or nothing is', () => {
    const { precision, recall, youden } = scoresOf({
      labels: ['0', '1'],
      counts: [
        [4, 0],
        [0, 0],
      ],
    });
    expect([precision, recall, youden]).toEqual([null, null, null]);
  });

  it('costs what its two mistakes cost, over all rows', () => {
    const matrix = {
      labels: ['0', '1'],
      counts: [
        [2, 2],
        [1, 3],
      ],
    };
    const choice = {
      by: 'cost',
      threshold: 0.4,
      criterion: 1,
      scores: 'out_of_bag',
      n: 32,
      cost_fp: 2,
      cost_fn: 10,
    } as const;
    // (2 · 2 + 1 · 10) / 8
    expect(costOf(matrix, choice)).toBe(1.75);
    expect(costOf(matrix, { ...choice, by: 'f1' })).toBeNull();
    expect(costOf(matrix, null)).toBeNull();
  });
});
