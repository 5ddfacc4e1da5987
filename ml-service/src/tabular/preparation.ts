import type { Column, DroppedColumn, FeaturePreparation, Preprocessing } from '@ml-microservices/shared/contracts';
import { countCategories } from './categories.js';
import { median } from './median.js';
import { columnsByName, type Table, type TableColumn } from './table.js';

export interface PreparationSpec {
  readonly features: readonly string[];
  readonly dropped: readonly DroppedColumn[];
  readonly target: string;
  /** The dataset's schema: gives the coding order of categoricals where it knows one. */
  readonly schema: readonly Column[];
  readonly oneHot: boolean;
  /** Missing values are not imputed. */
  readonly keepMissing?: boolean;
}

/**
 * How the features become numbers, learned on `rows` (row numbers of the table) alone: the median of numbers, the
 * most frequent category (of equal ones the first in coding order), the codes of categories. Without scaling, for
 * which see `scaling.ts`. A column without any value in these rows is imputed with 0.
 */
export function fitPreprocessing(table: Table, rows: Int32Array, spec: PreparationSpec): Preprocessing {
  const columns = columnsByName(table);
  const dictionaries = new Map(spec.schema.map(({ name, categories }) => [name, categories]));
  const features = spec.features.map((name) => fitFeature(columnOf(columns, name), rows, dictionaries.get(name)));
  return {
    features,
    target: spec.target,
    target_type: columnOf(columns, spec.target).type,
    dropped: [...spec.dropped],
    ...(spec.keepMissing && { keep_missing: true }),
    one_hot: spec.oneHot,
    means: null,
    scales: null,
    fitted_rows: rows.length,
  };
}

function columnOf(columns: ReturnType<typeof columnsByName>, name: string): TableColumn {
  const column = columns.get(name);
  if (!column) throw new RangeError(`the table has no column ${name}`);
  return column;
}

function fitFeature(column: TableColumn, rows: Int32Array, dictionary?: readonly string[]): FeaturePreparation {
  const { name, type } = column;
  if (type === 'numeric') {
    const present = presentValues(column.values, rows);
    return { name, type, impute: median(present), missing: rows.length - present.length };
  }
  const { categories, counts, missing } = countCategories(column, rows, dictionary);
  const impute = Math.max(0, counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0)));
  return { name, type, impute, categories: [...categories], missing };
}

function presentValues(values: Float64Array, rows: Int32Array): Float64Array {
  const present = new Float64Array(rows.length);
  let n = 0;
  for (const row of rows) if (!Number.isNaN(values[row])) present[n++] = values[row];
  return present.subarray(0, n);
}
