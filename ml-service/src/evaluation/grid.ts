import type { CategoricalColumn, NumericColumn, TableColumn } from '../tabular/table.js';

export const MOST_VALUES = 15;

/** Values that a feature is given in turn. */
export interface Grid {
  readonly values: readonly (number | string)[];
  /** The same as a column of that many rows. */
  readonly column: TableColumn;
  /** Categories that have no place in it. */
  readonly leftOut: number;
}

/** Numbers: all that the rows have, of more than fifteen those at even quantiles, ends included; rising. */
export function numericGrid({ name, values }: NumericColumn, rows: Int32Array): Grid {
  const known = Float64Array.from(rows, (row) => values[row])
    .filter((value) => !Number.isNaN(value))
    .sort();
  const distinct = [...new Set(known)];
  const quantiles = () =>
    Array.from({ length: MOST_VALUES }, (_, i) => known[Math.round((i * (known.length - 1)) / (MOST_VALUES - 1))]);
  const chosen = distinct.length <= MOST_VALUES ? distinct : [...new Set(quantiles())];
  return { values: chosen, column: { name, type: 'numeric', values: Float64Array.from(chosen) }, leftOut: 0 };
}

/** The categories in the order given; of more than fifteen those that most of the rows have. */
export function categoricalGrid(
  { name, codes, words }: CategoricalColumn,
  rows: Int32Array,
  categories: readonly string[],
): Grid {
  const rowsOf = new Map<string, number>();
  for (const row of rows) {
    const word = words.at(codes[row]);
    if (codes[row] >= 0 && word !== undefined) rowsOf.set(word, (rowsOf.get(word) ?? 0) + 1);
  }
  const byRows = categories.toSorted((a, b) => (rowsOf.get(b) ?? 0) - (rowsOf.get(a) ?? 0));
  const kept = new Set(byRows.slice(0, MOST_VALUES));
  const chosen = categories.filter((category) => kept.has(category));
  const column = { name, type: 'categorical' as const, codes: Int32Array.from(chosen.keys()), words: chosen };
  return { values: chosen, column, leftOut: categories.length - chosen.length };
}
