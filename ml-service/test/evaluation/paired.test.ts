import { describe, expect, it } from 'vitest';
import { placementsOf } from '../../src/evaluation/intervals/delong.js';
import { withInterval } from '../../src/evaluation/intervals/estimate.js';
import { adjusted, bootstrapP, outcomeOf, pairedDelong } from '../../src/evaluation/paired.js';
import { reference } from './reference.js';

const { truth, first, second, auc, var: variances, cov, p } = reference.delong;
const placements = (scores: readonly number[]) => {
  const side = (code: number) => Float64Array.from(scores.filter((_, i) => truth[i] === code));
  return placementsOf(side(1), side(0))!;
};
const estimate = (lo: number, hi: number) => withInterval((lo + hi) / 2, { lo, hi }, { method: 'bootstrap', n: 10 });

describe('paired DeLong', () => {
  it('has the p value and the interval of the definition', () => {
    const { difference, p: ours } = pairedDelong(placements(first), placements(second), 40);
    const error = Math.sqrt(variances[0] + variances[1] - 2 * cov);
    expect(ours).toBeCloseTo(p, 10);
    expect(difference.value).toBeCloseTo(auc[0] - auc[1], 12);
    expect(difference.hi! - difference.lo!).toBeCloseTo(2 * 1.959963984540054 * error, 12);
  });

  it('finds no difference between a model and itself', () => {
    const same = placements(first);
    const { difference, p } = pairedDelong(same, same, 40);
    // Without any variance as unsure as none of the trials that the smaller side has rows: z² / (n + z²)
    const trials = Math.min(same.positives.length, same.negatives.length);
    const hi = 3.841458820694124 / (trials + 3.841458820694124);
    expect(difference).toMatchObject({ value: 0, lo: expect.closeTo(-hi, 12), hi: expect.closeTo(hi, 12), n: trials });
    expect(p).toBe(1);
  });

  it('proves nothing by one row of a side', () => {
    const others = Float64Array.from({ length: 20 }, (_, i) => i / 20);
    const [a, b] = [0.99, 0.01].map((score) => placementsOf(Float64Array.of(score), others)!);
    const { difference, p } = pairedDelong(a, b, 21);
    expect([p, difference.method, difference.n]).toEqual([1, 'wilson', 1]);
    expect(outcomeOf(pairedDelong(placementsOf(Float64Array.of(0.6), others)!, b, 21).difference, 1)).toBe('tie');
  });
});

it('calls a tie where the interval covers 0, and a smaller loss better', () => {
  expect(outcomeOf(estimate(-0.1, 0.2), 1)).toBe('tie');
  expect(outcomeOf(estimate(0, 0.2), 1)).toBe('tie');
  expect([outcomeOf(estimate(0.1, 0.2), 1), outcomeOf(estimate(-0.2, -0.1), 1)]).toEqual(['better', 'worse']);
  expect([outcomeOf(estimate(0.1, 0.2), -1), outcomeOf(estimate(-0.2, -0.1), -1)]).toEqual(['worse', 'better']);
});

it('a difference asks for an adjusted p below 0.05 too', () => {
  const better = { difference: estimate(0.1, 0.2), p: 0.02, p_adjusted: null, outcome: 'better' as const };
  expect(adjusted(better, 0.06)).toMatchObject({ outcome: 'tie', p_adjusted: 0.06 });
  expect(adjusted(better, 0.04).outcome).toBe('better');
  expect(adjusted(better, null).outcome).toBe('tie');
});

it('a p value of resamples is twice the share beyond 0, and never 0', () => {
  const sorted = Float64Array.of(-1, 1, 2, 3, 4, 5, 6, 7, 8);
  expect(bootstrapP({ sorted })).toBeCloseTo((2 * (1 + 1)) / 10, 12);
  expect(bootstrapP({ sorted: sorted.map((value) => value + 2) })).toBeCloseTo(0.2, 12);
  expect(bootstrapP({ sorted: Float64Array.of(0, 0, 0) })).toBe(1);
});

it('a difference of areas ends where it can be no larger', () => {
  const positives = [0.1, 0.2, 0.6];
  const a = placementsOf(Float64Array.of(0.7, 0.8, 0.9), Float64Array.of(0.1, 0.2, 0.3))!;
  const b = placementsOf(Float64Array.from(positives), Float64Array.of(0.4, 0.5, 0.7))!;
  expect(pairedDelong(a, b, 6).difference).toMatchObject({ value: expect.closeTo(7 / 9, 12), hi: 1, method: 'delong' });
});
