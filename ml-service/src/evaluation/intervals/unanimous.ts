import type { Estimate } from '@ml-microservices/shared/contracts';
import { type Interval, withInterval, withoutInterval } from './estimate.js';
import { wilsonInterval } from './wilson.js';

/** Where a figure can be: in [0, 1], in [-1, 1], the difference of two shares of the same rows, or anywhere. */
export type Range = 'share' | 'correlation' | 'difference' | 'unbounded';

/** Less than this is the rounding of sums. */
export const ROUNDING = 1e-12;

export interface Trials {
  readonly n: number;
  /** Rows of each class: what a perfect figure of all classes is proven by are those of the smallest. */
  readonly sizes: readonly number[];
}

/**
 * A figure that is the same in every resample: they say nothing of how it varies, as one right answer in ten of ten says
 * nothing of the eleventh. At an end of its range it has Wilson's interval for as many trials as the smallest class has
 * rows; a difference of 0 that for no difference in as many trials as there are rows, and of another size, as of a
 * perfect model and one that knows a single class, as far to both sides as the classes' own for none, by their shares.
 * Any other has no interval.
 */
export function unanimousEstimate(value: number | null, range: Range, { n, sizes }: Trials): Estimate {
  const trials = range === 'difference' ? n : Math.min(...sizes);
  const interval = value === null || trials === 0 ? null : intervalOf(value, range, { n: trials, sizes });
  return interval ? withInterval(value, interval, { method: 'wilson', n: trials }) : withoutInterval(value, n);
}

function intervalOf(value: number, range: Range, { n, sizes }: Trials): Interval | null {
  const isAt = (end: number) => Math.abs(value - end) < ROUNDING;
  if (range === 'share' && (isAt(0) || isAt(1))) return wilsonInterval(Math.round(value), n);
  if ((range === 'correlation' || range === 'difference') && (isAt(-1) || isAt(1))) {
    const { lo, hi } = wilsonInterval((Math.round(value) + 1) / 2, n);
    return { lo: 2 * lo - 1, hi: 2 * hi - 1 };
  }
  if (range !== 'difference') return null;
  const reach = isAt(0) ? ofNone(n) : sizes.reduce((sum, size) => sum + (size / n) * ofNone(size), 0);
  return { lo: Math.max(-1, value - reach), hi: Math.min(1, value + reach) };
}

/** Up to where Wilson's interval of none in so many trials goes. */
const ofNone = (trials: number) => wilsonInterval(0, trials).hi;
