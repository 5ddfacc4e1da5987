import { firstWords, NEARLY_ALL } from './nearly-all.js';
import type { WordList } from './word-table.js';

const TIME = String.raw`([T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp][Mm])?( ?(Z|UTC|[+-]\d{2}:?\d{2}))?)?`;
/** The year first, or last with the day or the month before it; a time of day may follow. */
const DATE = new RegExp(String.raw`^(\d{4}([-./])\d{1,2}\2\d{1,2}|\d{1,2}([-./])\d{1,2}\3\d{4})${TIME}$`);

/** The first date of words that nearly all are dates; undefined where the column is one of other words. */
export function writtenDate(words: WordList): string | undefined {
  const looked = firstWords(words);
  const dates = looked.filter((word) => DATE.test(word));
  return dates.length >= NEARLY_ALL * looked.length ? dates[0] : undefined;
}
