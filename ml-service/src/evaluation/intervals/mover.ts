import type { Estimate } from '@ml-microservices/shared/contracts';
import { withInterval } from './estimate.js';
import { wilsonInterval } from './wilson.js';

/** A share of `n` rows, and its weight in a sum. */
export interface WeightedShare {
  readonly share: number;
  readonly n: number;
  readonly weight: number;
}

/**
 * Weighted sum of shares of different rows, of `n` in all: each end is as far away as the ends of their Wilson intervals,
 * squared and added (MOVER: Zou and Donner, "Construction of confidence limits about effect measures", 2008). Resamples
 * of a share of 0 or 1 would not vary at all. A share of no rows counts as 0, and could be any.
 */
export function sumOfShares(parts: readonly WeightedShare[], n: number): Estimate {
  let [value, below, above] = [0, 0, 0];
  for (const { share, n: rows, weight } of parts) {
    const { lo, hi } = rows === 0 ? { lo: 0, hi: 1 } : wilsonInterval(share, rows);
    value += weight * share;
    below += (weight * (share - lo)) ** 2;
    above += (weight * (hi - share)) ** 2;
  }
  const interval = { lo: Math.max(0, value - Math.sqrt(below)), hi: Math.min(1, value + Math.sqrt(above)) };
  return withInterval(value, interval, { method: 'mover', n });
}
