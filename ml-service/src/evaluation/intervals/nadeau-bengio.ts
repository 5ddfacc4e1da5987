import type { Estimate } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import { LEVEL, withInterval, withoutInterval } from './estimate.js';
import { studentQuantile } from './student.js';

/**
 * Mean over the folds of a (repeated) cross-validation, with the interval of Nadeau and Bengio (2003): variance
 * (1 / J + nTest / nTrain) s², J being the number of folds over all repeats and s² the sample variance, and Student's t
 * of J - 1. `testShare` is nTest / nTrain. No unbiased variance exists (Bengio and Grandvalet 2004). Folds without a
 * value are left out; null where none has one. The interval ends where the figure's own range does.
 */
export function nadeauBengio(
  folds: readonly (number | null)[],
  testShare: number,
  range: { readonly lo: number; readonly hi: number },
): Estimate {
  const values = folds.filter((value) => value !== null);
  const n = values.length;
  if (n === 0) return withoutInterval(null, 0);
  const mean = sum(values) / n;
  if (n === 1) return withoutInterval(mean, n);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = studentQuantile((1 - LEVEL) / 2, n - 1) * Math.sqrt((1 / n + testShare) * variance);
  const interval = { lo: Math.max(range.lo, mean - half), hi: Math.min(range.hi, mean + half) };
  return withInterval(mean, interval, { method: 'nadeau-bengio', n });
}
