import { readFileSync } from 'node:fs';
import type { Column } from '@ml-microservices/shared/contracts';
import { schemaPlan } from '../../src/tabular/column-plans.js';
import { readCsv } from '../../src/tabular/csv-table.js';
import type { Table, TableColumn } from '../../src/tabular/table.js';

export const titanicCsv = readFileSync(new URL('../../../collector/data/titanic.csv', import.meta.url));

/** Typed as an upload of the file would be, without roles. */
export const titanicColumns: Column[] = [
  { name: 'PassengerId', type: 'numeric' },
  { name: 'Survived', type: 'numeric' },
  { name: 'Pclass', type: 'numeric' },
  { name: 'Name', type: 'categorical' },
  { name: 'Sex', type: 'categorical' },
  { name: 'Age', type: 'numeric' },
  { name: 'SibSp', type: 'numeric' },
  { name: 'Parch', type: 'numeric' },
  { name: 'Ticket', type: 'categorical' },
  { name: 'Fare', type: 'numeric' },
  { name: 'Cabin', type: 'categorical' },
  { name: 'Embarked', type: 'categorical' },
];

/** Every column typed by its values. */
export const tableOf = (csv: string, columns: readonly Column[] = []): Table => readCsv(csv, schemaPlan(columns));

/** The cells by column: words and numbers as text, null where missing. */
export const cellsOf = ({ columns, nRows }: Table) =>
  Object.fromEntries(
    columns.map((column) => [column.name, Array.from({ length: nRows }, (_, row) => cellText(column, row))]),
  );

function cellText(column: TableColumn, row: number): string | null {
  if (column.type === 'categorical') return column.codes[row] < 0 ? null : (column.words.at(column.codes[row]) ?? null);
  return Number.isNaN(column.values[row]) ? null : String(column.values[row]);
}

export const rowNumbers = (n: number): Int32Array => Int32Array.from({ length: n }, (_, row) => row);
