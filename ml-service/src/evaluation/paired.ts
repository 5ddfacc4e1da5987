import type { Estimate, PairComparison } from '@ml-microservices/shared/contracts';
import type { Resampled } from './intervals/bootstrap.js';
import { delongCovariance, type Placements } from './intervals/delong.js';
import { LEVEL, withInterval, Z } from './intervals/estimate.js';
import { normalP } from './significance/normal.js';

export type Difference = PairComparison['accuracy'];

/** An interval that covers 0 is a tie; `sign` is -1 where smaller is better. */
export function outcomeOf({ lo, hi }: Estimate, sign: 1 | -1): Difference['outcome'] {
  if (lo === null || hi === null || (lo <= 0 && hi >= 0)) return 'tie';
  return lo > 0 === (sign === 1) ? 'better' : 'worse';
}

/** Two-sided p by the share of resamples on the other side of 0, never below 1 / (resamples + 1). */
export function bootstrapP({ sorted }: Resampled): number {
  const [low, high] = [sorted.filter((value) => value <= 0).length, sorted.filter((value) => value >= 0).length];
  return Math.min(1, (2 * (1 + Math.min(low, high))) / (sorted.length + 1));
}

/** Difference of two areas under the ROC curve on the same rows (DeLong, DeLong and Clarke-Pearson 1988). */
export function pairedDelong(a: Placements, b: Placements, n: number): { difference: Estimate; p: number } {
  const value = a.auc - b.auc;
  const variance = Math.max(0, delongCovariance(a, a) + delongCovariance(b, b) - 2 * delongCovariance(a, b));
  const error = Math.sqrt(variance);
  const interval = { lo: value - Z * error, hi: value + Z * error };
  const isCertain = error < Number.EPSILON;
  return {
    difference: withInterval(value, interval, { method: 'delong', n }),
    p: isCertain ? (Math.abs(value) < Number.EPSILON ? 1 : 0) : normalP(value / error),
  };
}

/** Of several pairs a difference counts only where its adjusted p does too. */
export function adjusted(difference: Difference, p: number | null, pairs: number): Difference {
  const isProven = pairs === 1 || (p !== null && p < 1 - LEVEL);
  return { ...difference, p_adjusted: p, outcome: isProven ? difference.outcome : 'tie' };
}
