import type { Cell, ColumnType } from '../contracts/index.js';

/** What a missing value may look like in text; anything else that is no number is a word. */
const MISSING_WORDS: ReadonlySet<string> = new Set(['', 'NA', 'N/A', 'NaN', 'null', '?']);

export const isMissing = (text: string): boolean => MISSING_WORDS.has(text);

/** The same of the UTF-8 `bytes[start, end)`, without a text for each cell. */
export function isMissingBytes(bytes: Buffer, start: number, end: number): boolean {
  if (start === end) return true;
  // Every missing word is short and starts with N, n or a question mark.
  if (end - start > 4 || (bytes[start] !== 0x4e && bytes[start] !== 0x6e && bytes[start] !== 0x3f)) return false;
  return isMissing(bytes.toString('latin1', start, end));
}

/** What JavaScript reads as hexadecimal, octal or binary: in data it is a word. */
const OTHER_BASE = /^0[xob]/i;

/** A trimmed text as a finite number, NaN where it is none. Not for missing values: see `isMissing`. */
export function parseFinite(text: string): number {
  if (text === '' || OTHER_BASE.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Texts that mean an infinite number, or one too large to hold. */
export function isInfinite(text: string): boolean {
  return /^[+-]?inf(inity)?$/i.test(text) || Math.abs(Number(text)) === Number.POSITIVE_INFINITY;
}

/** A cell of CSV as its value: null where missing, a number in a numeric column, else the text as it is. */
export function readCell(text: string, type: ColumnType | undefined): Cell {
  const trimmed = text.trim();
  if (isMissing(trimmed)) return null;
  const value = type === 'numeric' ? parseFinite(trimmed) : Number.NaN;
  return Number.isNaN(value) ? text : value;
}
