import type { Matrix } from '../estimators/matrix.js';
import { decide } from '../evaluation/decide.js';
import { classCodes, NO_CLASS } from '../tabular/classes.js';
import { findColumn, type Table } from '../tabular/table.js';
import { transform } from '../tabular/transform.js';
import type { FittedModel } from './fitted-model.js';

/** What was unusual in the input; numbers are in the order of the model's features. */
export interface InputCounts {
  readonly imputed: Int32Array;
  readonly unknown: Int32Array;
  /** Columns that the model does not use. */
  readonly ignored: readonly string[];
}

/** What a model says of rows. */
export interface Predicted {
  /** nRows x nClasses, row-major. */
  readonly probabilities: Float64Array;
  /** Class code of each row. */
  readonly predicted: Int32Array;
}

/** A table as a model takes it, and what is known of it without predicting. */
export interface Prepared {
  readonly nRows: number;
  readonly matrix: Matrix;
  readonly counts: InputCounts;
  /** Class code of each row; null where the table does not have the target. */
  readonly truth: Int32Array | null;
}

export interface TablePredictions extends Predicted {
  readonly nRows: number;
  readonly counts: InputCounts;
  /** Of the rows that carry the target: how many, and how many were predicted right. */
  readonly score: { readonly n: number; readonly correct: number };
}

/** Predicts every row of a table, in its order; see `prepareTable` and `predictMatrix`. */
export function predictTable(model: FittedModel, table: Table, threshold: number | null): TablePredictions {
  const prepared = prepareTable(model, table);
  return judged(prepared, predictMatrix(model, prepared.matrix, threshold));
}

/** Of a table that was read by `modelPlan`. Throws a problem that names the columns that it lacks. */
export function prepareTable({ transformer, preprocessing, classes }: FittedModel, table: Table): Prepared {
  const { matrix, imputed, unknown } = transform(transformer, table);
  const used = new Set([preprocessing.target, ...preprocessing.features.map(({ name }) => name)]);
  const ignored = table.header.filter((name) => !used.has(name));
  const column = findColumn(table, preprocessing.target);
  const truth = column ? classCodes(column, classes, preprocessing.target_type) : null;
  return { nRows: table.nRows, matrix, counts: { imputed, unknown, ignored }, truth };
}

/**
 * `threshold` is for two classes: the second is predicted where its probability is at least that; null predicts the
 * likeliest, of equal ones the first.
 */
export function predictMatrix(
  { predictProba, classes }: Pick<FittedModel, 'predictProba' | 'classes'>,
  matrix: Matrix,
  threshold: number | null,
): Predicted {
  const probabilities = predictProba(matrix);
  return { probabilities, predicted: decide(probabilities, classes.length, threshold) };
}

/** A class that the model does not know is one that it cannot have got right. */
export function judged({ nRows, counts, truth }: Prepared, { probabilities, predicted }: Predicted): TablePredictions {
  let n = 0;
  let correct = 0;
  truth?.forEach((code, row) => {
    if (code === NO_CLASS) return;
    n++;
    if (code === predicted[row]) correct++;
  });
  return { nRows, probabilities, predicted, counts, score: { n, correct } };
}
