import { isMissing, parseFinite } from './values.js';

/** What `parseNumberBytes` answers for bytes that are neither a finite number nor missing. */
export const NOT_A_NUMBER = Number.POSITIVE_INFINITY;

const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
const MAX_EXACT_DIGITS = 15;
const [MINUS, DOT, ZERO] = [0x2d, 0x2e, 0x30];

/**
 * The number written in `bytes[start, end)` (no spaces around): NaN where missing, `NOT_A_NUMBER` where it is a word.
 * Plain decimals of up to 15 digits need no text: digits and power of ten are both exact, so their quotient is
 * correctly rounded (Clinger 1990). Everything else takes the way over `Number`.
 */
export function parseNumberBytes(bytes: Buffer, start: number, end: number): number {
  let at = start;
  const negative = bytes[at] === MINUS;
  if (negative) at++;
  let mantissa = 0;
  let digits = 0;
  let point = -1;
  for (; at < end; at++) {
    const digit = bytes[at] - ZERO;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits++;
    } else if (bytes[at] === DOT && point < 0) {
      point = at;
    } else {
      return parseNumberText(bytes.toString('utf8', start, end));
    }
  }
  if (digits === 0 || digits > MAX_EXACT_DIGITS) return parseNumberText(bytes.toString('utf8', start, end));
  const magnitude = point < 0 ? mantissa : mantissa / POWERS_OF_TEN[end - 1 - point];
  return negative ? 0 - magnitude : magnitude;
}

/** As `parseNumberBytes`, from a trimmed text. */
export function parseNumberText(text: string): number {
  if (isMissing(text)) return Number.NaN;
  const value = parseFinite(text);
  return Number.isNaN(value) ? NOT_A_NUMBER : value;
}
