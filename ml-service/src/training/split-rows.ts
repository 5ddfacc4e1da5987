import { strataOf } from '../tabular/classes.js';
import { groupEqualRows } from '../tabular/duplicate-rows.js';
import { type SplitOptions, stratifiedSplit } from '../tabular/split.js';
import type { Table } from '../tabular/table.js';
import type { Labels } from './labels.js';
import { TrainingError } from './training-error.js';

/** Rows of a table, by number, with the code of their class. */
export interface LabelledRows {
  readonly rows: Int32Array;
  readonly codes: Int32Array;
}

/** Divides the labelled rows of a table into those to learn from and those to be judged on. */
export function splitRows(
  table: Table,
  { rows, codes, classes }: Labels,
  options: SplitOptions,
): { train: LabelledRows; test: LabelledRows } {
  const { groupOf } = groupEqualRows(table);
  const groups = rows.map((row) => groupOf[row]);
  const input = { rows, classes: strataOf(codes, classes), nClasses: classes.length, groups };
  const { train, test } = stratifiedSplit(input, options);
  if (test.length === 0) {
    const message = `${rows.length} rows of ${classes.length} classes leave none for the test: each class keeps one row, and equal rows stay together`;
    throw new TrainingError('too_few_rows', message, { rows: rows.length, classes: classes.length }, 'no_test_rows');
  }
  const codeOf = new Int32Array(table.nRows);
  rows.forEach((row, i) => {
    codeOf[row] = codes[i];
  });
  const labelled = (part: Int32Array) => ({ rows: part, codes: part.map((row) => codeOf[row]) });
  return { train: labelled(train), test: labelled(test) };
}
