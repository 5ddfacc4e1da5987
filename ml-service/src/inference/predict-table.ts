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

export interface TablePredictions {
  readonly nRows: number;
  /** nRows x nClasses, row-major. */
  readonly probabilities: Float64Array;
  /** Class code of each row. */
  readonly predicted: Int32Array;
  readonly counts: InputCounts;
  /** Of the rows that carry the target: how many, and how many were predicted right. */
  readonly score: { readonly n: number; readonly correct: number };
}

/**
 * Predicts every row of a table that was read by `modelPlan`, in its order. `threshold` is for two classes: the second
 * is predicted where its probability is at least that; null predicts the likeliest, of equal ones the first. Throws a
 * problem that names the columns that the table lacks.
 */
export function predictTable(model: FittedModel, table: Table, threshold: number | null): TablePredictions {
  const { transformer, preprocessing, classes } = model;
  const { matrix, imputed, unknown } = transform(transformer, table);
  const probabilities = model.predictProba(matrix);
  const predicted = decide(probabilities, classes.length, threshold);
  const used = new Set([preprocessing.target, ...preprocessing.features.map(({ name }) => name)]);
  const ignored = table.header.filter((name) => !used.has(name));
  const counts = { imputed, unknown, ignored };
  return { nRows: table.nRows, probabilities, predicted, counts, score: scoreOf(model, table, predicted) };
}

/** A class that the model does not know is one that it cannot have got right. */
function scoreOf({ preprocessing, classes }: FittedModel, table: Table, predicted: Int32Array) {
  const column = findColumn(table, preprocessing.target);
  if (!column) return { n: 0, correct: 0 };
  const truth = classCodes(column, classes, preprocessing.target_type);
  let n = 0;
  let correct = 0;
  for (let row = 0; row < truth.length; row++) {
    if (truth[row] === NO_CLASS) continue;
    n++;
    if (truth[row] === predicted[row]) correct++;
  }
  return { n, correct };
}
