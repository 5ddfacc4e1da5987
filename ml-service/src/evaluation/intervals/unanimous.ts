import type { Estimate } from '@ml-microservices/shared/contracts';
import { type Interval, withInterval, withoutInterval } from './estimate.js';
import { wilsonInterval } from './wilson.js';

/** Where a figure can be: in [0, 1], in [-1, 1], the difference of two shares of the same rows, or anywhere. */
export type Range = 'share' | 'correlation' | 'difference' | 'unbounded';

/** Less than this is the rounding of sums. */
export const ROUNDING = 1e-12;

export interface Trials {
  readonly n: number;
  /** Rows of the smallest class: what a perfect figure of all classes is proven by. */
  readonly smallest: number;
}

/**
 * A figure that is the same in every resample: they say nothing of how it varies, as one right answer in ten of ten says
 * nothing of the eleventh. At an end of its range it has Wilson's interval for as many trials as the smallest class has
 * rows; a difference of 0 that for no difference in as many trials as there are rows. Any other has no interval.
 */
export function unanimousEstimate(value: number | null, range: Range, { n, smallest }: Trials): Estimate {
  const trials = range === 'difference' ? n : smallest;
  const interval = value === null || trials === 0 ? null : intervalOf(value, range, trials);
  return interval ? withInterval(value, interval, { method: 'wilson', n: trials }) : withoutInterval(value, n);
}

function intervalOf(value: number, range: Range, trials: number): Interval | null {
  const isAt = (end: number) => Math.abs(value - end) < ROUNDING;
  if (range === 'share' && (isAt(0) || isAt(1))) return wilsonInterval(Math.round(value), trials);
  if (range === 'difference' && isAt(0)) {
    const { hi } = wilsonInterval(0, trials);
    return { lo: -hi, hi };
  }
  if ((range === 'correlation' || range === 'difference') && (isAt(-1) || isAt(1))) {
    const { lo, hi } = wilsonInterval((Math.round(value) + 1) / 2, trials);
    return { lo: 2 * lo - 1, hi: 2 * hi - 1 };
  }
  return null;
}
