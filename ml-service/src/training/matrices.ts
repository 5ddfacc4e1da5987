import type { Notice, Preprocessing } from '@ml-microservices/shared/contracts';
import type { Matrix } from '../estimators/matrix.js';
import { fitScaling, scaleInPlace } from '../tabular/scaling.js';
import { createTransformer, transform } from '../tabular/transform.js';
import type { Prepared } from './prepare.js';
import type { LabelledRows } from './split-rows.js';
import { TrainingError } from './training-error.js';

const MAX_COLUMNS = 10_000;
const BYTES_PER_VALUE = 8;
/** Features that a message names. */
const SHOWN = 3;

/** Rows ready for an estimator: row i of X is row `rows[i]` of its dataset and has class `codes[i]`. */
export interface Samples extends LabelledRows {
  readonly X: Matrix;
}

export interface Matrices {
  /** With the scaling that the training rows gave, where it was asked for. */
  readonly preprocessing: Preprocessing;
  readonly train: Samples;
  readonly test: Samples;
  readonly warnings: readonly Notice[];
}

export interface MatrixSize {
  readonly nColumns: number;
  /** The features that give the most columns, with how many. */
  readonly widest: string;
  readonly bytes: number;
}

/** What the matrices will take. Throws where they would have too many columns. */
export function sizeOfMatrices({ preprocessing, train, test }: Prepared): MatrixSize {
  const { nColumns, encoders } = createTransformer(preprocessing);
  const most = encoders.toSorted((a, b) => b.width - a.width).slice(0, SHOWN);
  const widest = most.map(({ feature, width }) => `${feature.name} ${width}`).join(', ');
  if (nColumns > MAX_COLUMNS) {
    const message = `the features may give at most ${MAX_COLUMNS} columns of numbers, got ${nColumns}, one for each category; the most by ${widest}`;
    throw new TrainingError('too_many_columns', message, { limit: MAX_COLUMNS, columns: nColumns, widest });
  }
  return { nColumns, widest, bytes: BYTES_PER_VALUE * nColumns * (train.rows.length + test.rows.length) };
}

/** The matrices of the rows to learn from and to be judged on; `scale` is learned on the former alone. */
export function toMatrices(
  { preprocessing, train, test }: Pick<Prepared, 'preprocessing' | 'train' | 'test'>,
  scale: boolean,
): Matrices {
  const unscaled = createTransformer(preprocessing);
  const { matrix: X } = transform(unscaled, train.table, train.rows);
  const scaling = scale ? fitScaling(X) : null;
  const judged = transform(unscaled, test.table, test.rows);
  if (scaling) for (const matrix of [X, judged.matrix]) scaleInPlace(matrix, scaling);
  const warnings = preprocessing.features.flatMap(({ name }, i) => unknownWarning(name, judged.unknown[i]));
  return {
    preprocessing: { ...preprocessing, ...scaling },
    train: { rows: train.rows, codes: train.codes, X },
    test: { rows: test.rows, codes: test.codes, X: judged.matrix },
    warnings,
  };
}

function unknownWarning(column: string, count: number): Notice[] {
  if (count === 0) return [];
  const message = `${column}: ${count} test ${count === 1 ? 'row has' : 'rows have'} a category that no training row has`;
  return [{ code: 'unseen_category', values: { column, count }, message }];
}
