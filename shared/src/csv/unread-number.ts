import { firstWords, NEARLY_ALL } from './nearly-all.js';
import { NOT_A_NUMBER, parseNumberText } from './number-bytes.js';
import type { WordList } from './word-table.js';

/** Decimal commas, thousands in groups, an exponent, a currency or a percent sign. A date or a telephone number is none. */
const WRITTEN_NUMBER =
  /^[-+−]?(\p{Sc}\s?)?[-+−]?(\d{1,3}([ .,'’\u00a0\u202f]\d{3})+|\d*(?=,\d)|\d+)([.,]\d+)?([eE][+-]?\d+)?(\s?[%‰\p{Sc}])?$/u;

/**
 * A word that keeps a column of what nearly all are numbers from being numeric: one that a reader takes for a number,
 * else one that is none. Undefined where the column is one of words.
 */
export function unreadNumber(words: WordList): string | undefined {
  const looked = firstWords(words);
  const unread = looked.filter((word) => parseNumberText(word) === NOT_A_NUMBER);
  const written = unread.filter((word) => WRITTEN_NUMBER.test(word));
  const others = unread.length - written.length;
  return looked.length - others >= NEARLY_ALL * looked.length ? (written[0] ?? unread[0]) : undefined;
}
