import type { Estimate } from '@ml-microservices/shared/contracts';
import { expect, it } from 'vitest';
import { intervalOf, methodOf } from '../../src/lib/estimate/words.js';
import { formatsOf } from '../../src/lib/format.js';
import { en } from '../../src/lib/i18n/en/index.js';

const formats = formatsOf('en');
const estimate: Estimate = { value: 0.75, lo: 0.409, hi: 0.929, level: 0.95, method: 'wilson', n: 1_000 };

it('tells an interval with how it was made and of how many rows', () => {
  expect(intervalOf(estimate, en, formats.metric)).toBe('0.409 to 0.929');
  expect(methodOf(estimate, en, formats)).toBe('95% by Wilson, n\u00a0=\u00a01,000');
  expect(methodOf({ ...estimate, method: 'bootstrap', undefined_resamples: 3 }, en, formats)).toBe(
    '95% by bootstrap, n\u00a0=\u00a01,000, 3 resamples gave no value',
  );
});

it('tells folds from rows', () => {
  expect(methodOf({ ...estimate, method: 'nadeau-bengio', n: 3 }, en, formats)).toBe(
    '95% by Nadeau and Bengio, 3 folds',
  );
});

it('tells no interval where there is none', () => {
  const without: Estimate = { ...estimate, lo: null, hi: null, method: 'none', n: 8 };
  expect(intervalOf(without, en, formats.metric)).toBe('');
  expect(methodOf(without, en, formats)).toBe('no interval, n\u00a0=\u00a08');
});
