import type { Estimate, PairComparison } from '@ml-microservices/shared/contracts';
import type { Resampled } from './intervals/bootstrap.js';
import { delongCovariance, type Placements } from './intervals/delong.js';
import { LEVEL, withInterval, Z } from './intervals/estimate.js';
import { wilsonInterval } from './intervals/wilson.js';
import { normalP } from './significance/normal.js';

export type Difference = PairComparison['accuracy'];

/** An interval that covers 0 is a tie; `sign` is -1 where smaller is better. */
export function outcomeOf({ lo, hi }: Estimate, sign: 1 | -1): Difference['outcome'] {
  if (lo === null || hi === null || (lo <= 0 && hi >= 0)) return 'tie';
  return lo > 0 === (sign === 1) ? 'better' : 'worse';
}

/** Two-sided p by the share of resamples on the other side of 0, never below 1 / (resamples + 1). */
export function bootstrapP({ sorted }: Pick<Resampled, 'sorted'>): number {
  const [low, high] = [sorted.filter((value) => value <= 0).length, sorted.filter((value) => value >= 0).length];
  return Math.min(1, (2 * (1 + Math.min(low, high))) / (sorted.length + 1));
}

/** Difference of two areas under the ROC curve on the same rows (DeLong, DeLong and Clarke-Pearson 1988). */
export function pairedDelong(a: Placements, b: Placements, n: number): { difference: Estimate; p: number } {
  const value = a.auc - b.auc;
  const variance = Math.max(0, delongCovariance(a, a) + delongCovariance(b, b) - 2 * delongCovariance(a, b));
  const error = Math.sqrt(variance);
  const smaller = Math.min(a.positives.length, a.negatives.length);
  if (error < Number.EPSILON || smaller === 1) return unvaried(value, smaller);
  const interval = { lo: Math.max(-1, value - Z * error), hi: Math.min(1, value + Z * error) };
  return { difference: withInterval(value, interval, { method: 'delong', n }), p: normalP(value / error) };
}

/**
 * A difference without any variance says nothing of it, as of a model with its twin or of one row of a side: as far to
 * both sides as Wilson's interval for none of as many trials as the smaller side has rows, and p by the sign test of
 * those.
 */
function unvaried(value: number, trials: number): { difference: Estimate; p: number } {
  const { hi } = wilsonInterval(0, trials);
  const interval = { lo: Math.max(-1, value - hi), hi: Math.min(1, value + hi) };
  const p = Math.abs(value) < Number.EPSILON ? 1 : 2 * 0.5 ** trials;
  return { difference: withInterval(value, interval, { method: 'wilson', n: trials }), p };
}

/** A difference counts only where its adjusted p does too: of three rows that a rare class gains, percentiles say more. */
export function adjusted(difference: Difference, p: number | null): Difference {
  const isProven = p !== null && p < 1 - LEVEL;
  return { ...difference, p_adjusted: p, outcome: isProven ? difference.outcome : 'tie' };
}
