import type { WordList } from '@ml-microservices/shared/csv';

/** `values[row]`, NaN where missing. */
export interface NumericColumn {
  readonly name: string;
  readonly type: 'numeric';
  readonly values: Float64Array;
}

/** `words.at(codes[row])`, code -1 where missing. Words are distinct; some may occur in no row. */
export interface CategoricalColumn {
  readonly name: string;
  readonly type: 'categorical';
  readonly codes: Int32Array;
  readonly words: WordList;
}

export type TableColumn = NumericColumn | CategoricalColumn;

/** `header` names every column of the input in its order; `columns` are those that were read. */
export interface Table {
  readonly nRows: number;
  readonly header: readonly string[];
  readonly columns: readonly TableColumn[];
}

/** What is known of a column before it is read. Without a type it is typed by its values. */
export interface ColumnSpec {
  readonly type?: 'numeric' | 'categorical';
  /** Coding order of a categorical column: these words have the codes from 0, whether they occur or not. */
  readonly categories?: readonly string[];
}

/** Says how to read the column of a name; null skips its values. */
export type ColumnPlan = (name: string) => ColumnSpec | null;

export function findColumn(table: Table, name: string): TableColumn | undefined {
  return table.columns.find((column) => column.name === name);
}

export const columnsByName = (table: Table): ReadonlyMap<string, TableColumn> =>
  new Map(table.columns.map((column) => [column.name, column]));
