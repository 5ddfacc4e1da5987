import type { Estimate } from '@ml-microservices/shared/contracts';
import { fixed, NOT_DEFINED } from '../format.js';
import { rounded } from './rounding.js';

/** A difference of shares in points of a hundred, signed: `+5.1 points (−0.2 to +10.4)`. */
export function inPoints({ value, lo, hi }: Pick<Estimate, 'value' | 'lo' | 'hi'>): string {
  const hundredfold = (share: number | null) => (share === null ? null : share * 100);
  const { value: text, interval } = rounded({ value: hundredfold(value), lo: hundredfold(lo), hi: hundredfold(hi) });
  const ends = interval.split(' to ').map((end) => signed(end));
  return `${signed(text)} points${interval === '' ? '' : ` (${ends.join(' to ')})`}`;
}

/** A plus before what is above 0. */
const signed = (text: string): string => (/^[^−–]*[1-9]/.test(text) ? `+${text}` : text);

/** A difference that has no interval. */
export const points = (difference: number | null): string =>
  difference === null ? NOT_DEFINED : `${signed(fixed(difference * 100, 1))} points`;
