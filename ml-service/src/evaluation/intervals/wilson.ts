import type { Estimate } from '@ml-microservices/shared/contracts';
import { wilsonInterval } from '@ml-microservices/shared/statistics';
import { withInterval, withoutInterval } from './estimate.js';

export { wilsonInterval };

/** `hits` of `n` with Wilson's interval; `ofNone` is the value where n is 0. */
export function proportion(hits: number, n: number, ofNone: number | null = null): Estimate {
  if (n === 0) return withoutInterval(ofNone, 0);
  return withInterval(hits / n, wilsonInterval(hits / n, n), { method: 'wilson', n });
}
