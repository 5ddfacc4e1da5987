import type { Estimate } from '@ml-microservices/shared/contracts';
import { fixed, NOT_DEFINED } from '../format.js';

/** Of a figure without an interval. */
const DECIMALS = 3;
const MOST_DECIMALS = 6;
/** Less than this is 0 that arithmetic missed. */
const SMALLEST = 10 ** -MOST_DECIMALS;

export interface Rounded {
  readonly value: string;
  /** Empty where there is no interval. */
  readonly interval: string;
}

/**
 * A figure and the ends of its interval with as many decimals as give half the interval two digits that count: more
 * would be noise (Guide to the Expression of Uncertainty in Measurement, 7.2.6). A lower end above 0 keeps a digit that
 * counts, and two where the interval spans more than a factor of ten, as one of odds may: 1.5 is not 1, nor 0.04 0.
 */
export function rounded(estimate: Pick<Estimate, 'value' | 'lo' | 'hi'>): Rounded {
  const { value, lo, hi } = estimate;
  const decimals = decimalsOf(estimate);
  return {
    value: value === null ? NOT_DEFINED : fixed(value, decimals),
    interval: lo === null || hi === null ? '' : `${fixed(lo, decimals)} to ${fixed(hi, decimals)}`,
  };
}

function decimalsOf({ lo, hi }: Pick<Estimate, 'lo' | 'hi'>): number {
  if (lo === null || hi === null || hi <= lo) return DECIMALS;
  const ofWidth = 1 - Math.floor(Math.log10((hi - lo) / 2));
  const ofLow = lo > SMALLEST ? (hi > 10 * lo ? 1 : 0) - Math.floor(Math.log10(lo)) : 0;
  return Math.min(Math.max(0, ofWidth, ofLow), MOST_DECIMALS);
}
