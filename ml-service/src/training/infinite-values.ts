import { isInfinite, NOT_A_NUMBER, parseNumberText } from '@ml-microservices/shared/csv';
import type { TableColumn } from '../tabular/table.js';
import { TrainingError } from './training-error.js';

/** Throws where a column of numbers is one of words only because some of them are infinite. */
export function refuseInfiniteValues(column: TableColumn): void {
  const infinite = infiniteWord(column);
  if (infinite === undefined) return;
  throw new TrainingError('infinite_values', `${column.name} must hold finite numbers, got "${infinite}"`, {
    column: column.name,
    value: infinite,
  });
}

function infiniteWord(column: TableColumn): string | undefined {
  if (column.type === 'numeric') return undefined;
  let found: string | undefined;
  for (let code = 0; code < column.words.length; code++) {
    const word = column.words.at(code) ?? '';
    if (isInfinite(word)) found ??= word;
    else if (parseNumberText(word) === NOT_A_NUMBER) return undefined;
  }
  return found;
}
