import type { Column, Notice } from '@ml-microservices/shared/contracts';
import { unreadNumber, writtenDate } from '@ml-microservices/shared/csv';
import { listed } from '@ml-microservices/shared/text';
import type { CategoricalColumn, TableColumn } from './table.js';

/** Warns of columns that were taken for words though nearly all of their values are written like numbers, or are dates. */
export function warnOfTakenForWords(columns: readonly TableColumn[], schema: readonly Column[]): Notice[] {
  const meant = new Set(schema.filter(({ categories }) => categories).map(({ name }) => name));
  const words = columns.flatMap((column) => (column.type === 'numeric' || meant.has(column.name) ? [] : [column]));
  return [
    ...warnOf(words, unreadNumber, ({ columns: names, value }) => ({
      code: 'unread_numbers',
      message: `${names}: taken for words though nearly all look like numbers, for "${value}" is none; write 1234.5, and leave missing values empty`,
    })),
    ...warnOf(words, writtenDate, ({ columns: names, value }) => ({
      code: 'dates_as_words',
      message: `${names}: dates, as "${value}", are taken for words, which have no order; to learn from them, give them as numbers, such as days since a date, month and weekday`,
    })),
  ];
}

interface Found {
  /** Names, listed. */
  readonly columns: string;
  /** A word of the first. */
  readonly value: string;
}

function warnOf(
  columns: readonly CategoricalColumn[],
  find: (words: CategoricalColumn['words']) => string | undefined,
  say: (found: Found) => Pick<Notice, 'code' | 'message'>,
): Notice[] {
  const found = columns.flatMap(({ name, words }) => {
    const word = find(words);
    return word === undefined ? [] : [{ name, word }];
  });
  if (found.length === 0) return [];
  const values = { columns: listed(found.map(({ name }) => name)), value: found[0].word };
  return [{ ...say(values), values }];
}
