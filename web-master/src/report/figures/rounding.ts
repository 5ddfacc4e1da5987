import type { Estimate } from '@ml-microservices/shared/contracts';
import { fixed, NOT_DEFINED } from '../format.js';

/** Of a figure without an interval. */
const DECIMALS = 3;
const MOST_DECIMALS = 6;
/** Less than this is 0 that arithmetic missed. */
const SMALLEST = 10 ** -MOST_DECIMALS;
/** From this on a figure is told by its power of ten, as the odds of a unit that is far more than a column spans. */
const LARGE = 1e9;
/** Below this an effect is, as that of a unit that is next to nothing. */
const SMALL_EFFECT = 1e-3;

export interface Rounded {
  readonly value: string;
  /** Empty where there is no interval. */
  readonly interval: string;
}

type Figure = Pick<Estimate, 'value' | 'lo' | 'hi'>;

/**
 * A figure and the ends of its interval with as many decimals as give half the interval two digits that count: more
 * would be noise (Guide to the Expression of Uncertainty in Measurement, 7.2.6). A lower end above 0 keeps a digit that
 * counts, and two where the interval spans more than a factor of ten, as one of few rows may: 1.5 is not 1, nor 0.04 0.
 */
export function rounded(estimate: Figure): Rounded {
  const decimals = decimalsOf(estimate);
  return written(estimate, sizeOf(estimate) < LARGE ? (end) => fixed(end, decimals) : power);
}

/** The same of a figure that is no sum of roundings however small it is. */
export function roundedEffect(estimate: Figure): Rounded {
  const size = sizeOf(estimate);
  return size > 0 && size < SMALL_EFFECT ? written(estimate, power) : rounded(estimate);
}

/**
 * An odds ratio, which is a matter of factors: where the ends of its interval are more than a factor of ten apart, each
 * number has two digits that count, as the decimals that the lower one needs are noise in the upper one.
 */
export function roundedRatio(estimate: Figure): Rounded {
  const { lo, hi } = estimate;
  return lo !== null && hi !== null && hi > 10 * lo ? written(estimate, twoDigits) : roundedEffect(estimate);
}

function twoDigits(ratio: number): string {
  if (ratio === 0) return '0';
  if (ratio < SMALLEST || ratio >= LARGE) return power(ratio);
  return fixed(ratio, Math.max(0, 1 - Math.floor(Math.log10(ratio))));
}

const sizeOf = ({ value, lo, hi }: Figure) => Math.max(...[value, lo, hi].map((end) => Math.abs(end ?? 0)));

/** `1.90e22`; the largest number stands for all beyond it. */
function power(value: number): string {
  if (value === Number.MAX_VALUE) return '> 1e308';
  return `${value < 0 ? '−' : ''}${Math.abs(value).toExponential(2).replace('+', '')}`;
}

const written = ({ value, lo, hi }: Figure, write: (end: number) => string): Rounded => ({
  value: value === null ? NOT_DEFINED : write(value),
  interval: lo === null || hi === null ? '' : `${write(lo)} to ${write(hi)}`,
});

function decimalsOf({ lo, hi }: Figure): number {
  if (lo === null || hi === null || hi <= lo) return DECIMALS;
  const ofWidth = 1 - Math.floor(Math.log10((hi - lo) / 2));
  const ofLow = lo > SMALLEST ? (hi > 10 * lo ? 1 : 0) - Math.floor(Math.log10(lo)) : 0;
  return Math.min(Math.max(0, ofWidth, ofLow), MOST_DECIMALS);
}
