/** What a missing value may look like in text; anything else that is no number is a word. */
export const MISSING_WORDS: ReadonlySet<string> = new Set(['', 'NA', 'N/A', 'NaN', 'null', '?']);

export const isMissing = (text: string): boolean => MISSING_WORDS.has(text);

/** A trimmed text as a finite number, NaN where it is none. Not for missing values: see `isMissing`. */
export function parseFinite(text: string): number {
  if (text === '') return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Texts that mean an infinite number, or one too large to hold. */
export function isInfinite(text: string): boolean {
  return /^[+-]?inf(inity)?$/i.test(text) || Math.abs(Number(text)) === Number.POSITIVE_INFINITY;
}
