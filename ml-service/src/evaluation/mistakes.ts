import type { ClassLabel, Mistake, Row } from '@ml-microservices/shared/contracts';
import type { Table } from '../tabular/table.js';
import type { Judged } from './judged.js';

const MOST_MISTAKES = 10;
/** Columns of a row that are shown. */
export const MOST_COLUMNS = 100;

/** The rows of a table that were judged, in the order of `judged`. */
export interface JudgedRows {
  readonly table: Table;
  readonly rows: Int32Array;
}

/** The most confident mistakes, the surest first, equal ones in the order of the rows. */
export function mistakesOf(judged: Judged, { table, rows }: JudgedRows, classes: readonly ClassLabel[]): Mistake[] {
  const { truth, predicted, probabilities, nClasses } = judged;
  const sureness = (i: number) => probabilities[i * nClasses + predicted[i]];
  const wrong = [...truth.keys()].filter((i) => truth[i] !== predicted[i]);
  wrong.sort((a, b) => sureness(b) - sureness(a) || a - b);
  return wrong.slice(0, MOST_MISTAKES).map((i) => ({
    row: rows[i],
    truth: String(classes[truth[i]]),
    predicted: String(classes[predicted[i]]),
    probability: sureness(i),
    probability_of_truth: probabilities[i * nClasses + truth[i]],
    values: valuesOf(table, rows[i]),
  }));
}

function valuesOf({ columns }: Table, row: number): Row {
  const cells = columns.slice(0, MOST_COLUMNS).map((column) => {
    if (column.type === 'numeric') return [column.name, Number.isNaN(column.values[row]) ? null : column.values[row]];
    return [column.name, column.codes[row] < 0 ? null : (column.words.at(column.codes[row]) ?? null)];
  });
  return Object.fromEntries(cells) as Row;
}
