import { type FeatureDrift, MIN_DRIFT_ROWS } from '@ml-microservices/shared/contracts';
import { expect, it } from 'vitest';
import { formatsOf } from '../../src/lib/format.js';
import { en } from '../../src/lib/i18n/en/index.js';
import { MIN_ROWS, shiftsOf } from '../../src/lib/prediction/drift/shift.js';
import { binName, leastP, mainShift } from '../../src/lib/prediction/drift/words.js';

const format = formatsOf('en');
const fares: FeatureDrift = {
  feature: 'Fare',
  verdict: 'large',
  psi: 0.5,
  tests: [
    { of: 'values', method: 'chi_square', statistic: 9, degrees_of_freedom: 1, p: 0.01, p_adjusted: 0.02 },
    { of: 'missing', method: 'fisher', statistic: null, degrees_of_freedom: null, p: 0.5, p_adjusted: 0.5 },
  ],
  bins: [
    { kind: 'range', from: null, to: 8, training: 30, input: 4 },
    { kind: 'range', from: 8, to: null, training: 70, input: 15 },
    { kind: 'missing', training: 0, input: 1 },
  ],
};

it('is told from as many rows on as the service tells it', () => {
  expect(MIN_ROWS).toBe(MIN_DRIFT_ROWS);
});

it('is told by the bin whose share changed most', () => {
  expect(shiftsOf(fares).map(({ training, input }) => [training, input])).toEqual([
    [0.3, 0.2],
    [0.7, 0.75],
    [0, 0.05],
  ]);
  expect(mainShift(shiftsOf(fares), en, format)).toBe('≤ 8: 30% → 20%');
});

it('names ranges by signs, and the rest in words', () => {
  const names = [...fares.bins, { kind: 'range' as const, from: 1, to: 2.5, training: 1, input: 1 }];
  expect(names.map((bin) => binName(bin, en, format))).toEqual(['≤ 8', '> 8', 'missing', '> 1, ≤ 2.5']);
  expect(binName({ kind: 'category', category: 'male', training: 1, input: 1 }, en, format)).toBe('male');
  expect(binName({ kind: 'range', from: null, to: null, training: 1, input: 1 }, en, format)).toBe('all values');
});

it('is as sure as the surest of its tests', () => {
  expect(leastP(fares)).toBe(0.02);
  expect(leastP({ ...fares, tests: [] })).toBeNull();
});
