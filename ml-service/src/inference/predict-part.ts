import type { Matrix } from '../estimators/matrix.js';
import type { Records } from '../tabular/kept-records.js';
import type { FittedModel } from './fitted-model.js';
import { type Predicted, predictMatrix } from './predict-table.js';
import { ResultCsv } from './result-csv.js';

/** Rows of an input as a model takes them, and as they were written. Plain data, for a thread to be sent. */
export interface Part {
  readonly matrix: Matrix;
  readonly records: Records;
  readonly threshold: number | null;
}

export interface PredictedPart extends Predicted {
  /** Of the result's CSV. */
  readonly lines: Uint8Array;
}

/** Needs nothing but its arguments, so that it can be done anywhere. */
export function predictPart(
  model: Pick<FittedModel, 'predictProba' | 'classes'>,
  { matrix, records, threshold }: Part,
): PredictedPart {
  const predicted = predictMatrix(model, matrix, threshold);
  return { ...predicted, lines: new ResultCsv(model.classes).rows(records, predicted) };
}
