import type { WordList } from './word-table.js';

const LOOKED_AT = 1000;

/** The share of the words of a column that tells what it is meant to be. */
export const NEARLY_ALL = 0.9;

/** The words that are looked at for it: the first to appear. */
export const firstWords = (words: WordList): string[] =>
  Array.from({ length: Math.min(LOOKED_AT, words.length) }, (_, code) => words.at(code) ?? '');
