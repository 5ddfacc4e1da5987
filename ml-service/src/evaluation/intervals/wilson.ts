import type { Estimate } from '@ml-microservices/shared/contracts';
import { type Interval, withInterval, withoutInterval, Z } from './estimate.js';

/**
 * The interval of a proportion of which `share` in [0, 1] was seen in `n` > 0 trials.
 * Source: Wilson 1927; preferred at small n by Brown, Cai and DasGupta 2001.
 */
export function wilsonInterval(share: number, n: number): Interval {
  const z2 = Z * Z;
  const scale = 1 + z2 / n;
  const centre = (share + z2 / (2 * n)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return { lo: Math.max(0, centre - half), hi: Math.min(1, centre + half) };
}

/** `hits` of `n` with Wilson's interval; `ofNone` is the value where n is 0. */
export function proportion(hits: number, n: number, ofNone: number | null = null): Estimate {
  if (n === 0) return withoutInterval(ofNone, 0);
  return withInterval(hits / n, wilsonInterval(hits / n, n), { method: 'wilson', n });
}
