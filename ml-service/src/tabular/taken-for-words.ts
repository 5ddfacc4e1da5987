import type { Column, Notice } from '@ml-microservices/shared/contracts';
import { unreadNumber } from '@ml-microservices/shared/csv';
import { listed } from './listed.js';
import type { TableColumn } from './table.js';

/** Warns of columns that were taken for words though nearly all of their values are written like numbers. */
export function warnOfUnreadNumbers(columns: readonly TableColumn[], schema: readonly Column[]): Notice[] {
  const meant = new Set(schema.filter(({ categories }) => categories).map(({ name }) => name));
  const unread = columns.flatMap((column) => {
    const word = column.type === 'numeric' || meant.has(column.name) ? undefined : unreadNumber(column.words);
    return word === undefined ? [] : [{ name: column.name, word }];
  });
  if (unread.length === 0) return [];
  const values = { columns: listed(unread.map(({ name }) => name)), value: unread[0].word };
  const message = `${values.columns}: taken for words though nearly all look like numbers, for "${values.value}" is none; write 1234.5, and leave missing values empty`;
  return [{ code: 'unread_numbers', values, message }];
}
