import { expect, it } from 'vitest';
import { chooseThreshold } from '../../src/evaluation/choose-threshold.js';

// By falling score: 1 1 0 1 0 0
const scores = Float64Array.of(0.9, 0.8, 0.7, 0.6, 0.2, 0.1);
const truth = Int32Array.of(1, 1, 0, 1, 0, 0);

it('by F1: four predicted, three of them right', () => {
  // From 0.4 on: tp 3, fp 1, fn 0, 6 / 7
  const { threshold, criterion } = chooseThreshold({ scores, truth }, { by: 'f1' });
  expect(threshold).toBeCloseTo(0.4, 12);
  expect(criterion).toBeCloseTo(6 / 7, 12);
});

it('by Youden: of 1 + 2/3 - 1 twice the one nearer to 0.5', () => {
  // From 0.4 on 3/3 + 2/3 - 1, from 0.75 on 2/3 + 3/3 - 1: the same.
  const { threshold, criterion } = chooseThreshold({ scores, truth }, { by: 'youden' });
  expect(threshold).toBeCloseTo(0.4, 12);
  expect(criterion).toBeCloseTo(2 / 3, 12);
});

it('by cost: a false alarm that costs ten misses is avoided', () => {
  const costly = chooseThreshold({ scores, truth }, { by: 'cost', cost_fp: 10 });
  // From 0.75 on one miss in six rows.
  expect(costly.threshold).toBeCloseTo(0.75, 12);
  expect(costly.criterion).toBeCloseTo(1 / 6, 12);
  expect(chooseThreshold({ scores, truth }, { by: 'cost', cost_fn: 10 }).threshold).toBeCloseTo(0.4, 12);
});

it('predicts none or all where that is best, and never parts equal scores', () => {
  const same = Float64Array.of(0.3, 0.3);
  expect(chooseThreshold({ scores: same, truth: Int32Array.of(1, 0) }, { by: 'cost', cost_fp: 9 }).threshold).toBe(
    0.65,
  );
  expect(chooseThreshold({ scores: same, truth: Int32Array.of(1, 0) }, { by: 'cost', cost_fn: 9 }).threshold).toBe(
    0.15,
  );
  const certain = chooseThreshold({ scores: Float64Array.of(1, 1, 0), truth: Int32Array.of(1, 1, 0) }, { by: 'f1' });
  expect(certain).toEqual({ threshold: 0.5, criterion: 1 });
});

it('keeps no score of 1 below a threshold', () => {
  // From 0.65 on one false positive and one miss, 10 / 2; from 0.15 on the false positive alone.
  const choice = chooseThreshold(
    { scores: Float64Array.of(1, 0.3), truth: Int32Array.of(0, 1) },
    { by: 'cost', cost_fp: 9 },
  );
  expect(choice).toEqual({ threshold: 0.15, criterion: 4.5 });
});

it('parts two scores between which there is no other number', () => {
  const next = 0.5 + 2 ** -53;
  const choice = chooseThreshold({ scores: Float64Array.of(next, 0.5), truth: Int32Array.of(1, 0) }, { by: 'f1' });
  expect(choice).toEqual({ threshold: next, criterion: 1 });
});
