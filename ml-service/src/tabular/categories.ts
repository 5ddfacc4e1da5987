import { NOT_A_NUMBER, parseNumberText } from '@ml-microservices/shared/csv';
import { byCodeUnits } from './classes.js';
import type { CategoricalColumn } from './table.js';

/** The words of a column in coding order, with the number of rows of each and of those without one. */
export interface CategoryCounts {
  readonly categories: readonly string[];
  readonly counts: readonly number[];
  readonly missing: number;
}

/**
 * Coding order of the words in `rows`: first those of the dictionary in its order, whether they occur or not; of the
 * others the two in alphabetical order, or more by falling frequency, equal ones in alphabetical order.
 */
export function countCategories(
  { codes, words }: CategoricalColumn,
  rows: Int32Array,
  dictionary: readonly string[] = [],
): CategoryCounts {
  const byCode = new Float64Array(words.length);
  let missing = 0;
  for (const row of rows) {
    if (codes[row] < 0) missing++;
    else byCode[codes[row]]++;
  }
  const counts = new Map<string, number>(dictionary.map((word) => [word, 0]));
  const others: { word: string; count: number }[] = [];
  byCode.forEach((count, code) => {
    const word = words.at(code) ?? '';
    if (counts.has(word)) counts.set(word, count);
    else if (count > 0) others.push({ word, count });
  });
  const byFrequency = others.length > 2 || dictionary.length > 0;
  others.sort((a, b) => (byFrequency ? b.count - a.count : 0) || byCodeUnits(a.word, b.word));
  for (const { word, count } of others) counts.set(word, count);
  return { categories: [...counts.keys()], counts: [...counts.values()], missing };
}

/**
 * Code of the word that a text names by its number: as that number (`1.0` for the word `1`), else as its code. Where a
 * word is itself a number a text that names none is a word never seen, not a code; then, as where no word has the code,
 * undefined.
 */
export function codeNamedBy(text: string, words: readonly string[]): number | undefined {
  const value = parseNumberText(text);
  if (!Number.isInteger(value)) return undefined;
  const asWord = words.indexOf(String(value));
  if (asWord >= 0) return asWord;
  const isCode = value >= 0 && value < words.length && words.every((word) => parseNumberText(word) === NOT_A_NUMBER);
  return isCode ? value : undefined;
}
