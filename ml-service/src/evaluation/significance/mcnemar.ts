import { logGamma } from '../intervals/gamma.js';

/**
 * Exact McNemar test (1947): two-sided p of `b` and `c` discordant pairs under a binomial of one half, twice the tail of
 * the smaller, at most 1.
 */
export function mcnemar(b: number, c: number): number {
  const n = b + c;
  let tail = 0;
  for (let k = 0; k <= Math.min(b, c); k++) {
    tail += Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) - n * Math.LN2);
  }
  return Math.min(1, 2 * tail);
}
