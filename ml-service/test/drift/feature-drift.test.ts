import type { DriftBin } from '@ml-microservices/shared/contracts';
import { describe, expect, it } from 'vitest';
import { featureDrifts } from '../../src/drift/feature-drift.js';

const category = (training: number, input: number): DriftBin => {
  return { kind: 'category', category: `${training}`, training, input };
};
const missing = (training: number, input: number): DriftBin => ({ kind: 'missing', training, input });
const driftOf = (bins: DriftBin[], totals = { training: 100, input: 100 }) =>
  featureDrifts([{ feature: 'x', bins }], totals)[0];

describe('the drift of a feature', () => {
  it('is measured by the population stability index: 50 to 50 against 80 to 20', () => {
    // 0.3 ln(0.8 / 0.5) - 0.3 ln(0.2 / 0.5) = 0.3 ln 4.
    expect(driftOf([category(50, 80), category(50, 20)]).psi).toBeCloseTo(0.3 * Math.log(4), 12);
  });

  it('counts half a row for an empty bin', () => {
    expect(driftOf([category(100, 90), missing(0, 10)]).psi).toBeCloseTo(
      -0.1 * Math.log(0.9) + (0.1 - 0.005) * Math.log(0.1 / 0.005),
      12,
    );
  });

  it.each([
    ['large', [category(50, 75), category(50, 25)]],
    ['moderate', [category(50, 73), category(50, 27)]],
    ['moderate', [category(50, 66), category(50, 34)]],
    ['stable', [category(50, 55), category(50, 45)]],
  ] satisfies [string, DriftBin[]][])('is %s by its size', (verdict, bins) => {
    expect(driftOf(bins).verdict).toBe(verdict);
  });

  it('is stable where the shift is small, however sure it is', () => {
    const totals = { training: 100_000, input: 100_000 };
    const drift = driftOf([category(50_000, 64_000), category(50_000, 36_000)], totals);
    expect(drift.tests[0].p).toBeLessThan(1e-4);
    expect(drift.verdict).toBe('stable');
  });

  it('is stable where so large a shift may be chance', () => {
    const drift = driftOf([category(10, 14), category(10, 6)], { training: 20, input: 20 });
    expect(drift.psi).toBeGreaterThan(0.1);
    expect(drift.verdict).toBe('stable');
  });

  it('tests the values apart from what is missing, and drifts by either', () => {
    const { tests, verdict } = driftOf([category(50, 40), category(50, 40), missing(0, 20)]);
    expect(tests).toMatchObject([
      { of: 'values', method: 'chi_square', statistic: 0, degrees_of_freedom: 1, p: 1 },
      { of: 'missing', method: 'fisher', statistic: null, p: expect.closeTo(6.643374e-7, 12) },
    ]);
    expect(verdict).toBe('large');
  });

  it('is tested with as many rows as each side has', () => {
    // Of the 15 pairs of six rows one is the two that are missing.
    expect(driftOf([missing(0, 2)], { training: 4, input: 2 }).tests[0].p).toBeCloseTo(1 / 15, 12);
  });

  it('is adjusted over all tests of all features, and the ones that moved most for sure come first', () => {
    const totals = { training: 100, input: 100 };
    const features = featureDrifts(
      [
        { feature: 'chance', bins: [5, 5, 5, 10, 10, 10, 10, 15, 15, 15].map((input) => category(10, input)) },
        { feature: 'moderate', bins: [category(50, 66), category(50, 34)] },
        { feature: 'large', bins: [category(50, 80), category(50, 20)] },
      ],
      totals,
    );
    expect(features.map(({ feature }) => feature)).toEqual(['large', 'moderate', 'chance']);
    const [large, moderate, chance] = features.map(({ tests }) => tests[0]);
    expect(large.p_adjusted).toBe(3 * large.p);
    expect(moderate.p_adjusted).toBe(2 * moderate.p);
    expect(chance.p_adjusted).toBe(chance.p);
    expect(features[2].psi).toBeGreaterThan(features[1].psi);
  });
});
