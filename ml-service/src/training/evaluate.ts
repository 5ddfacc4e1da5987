import type { ClassLabel, Metrics } from '@ml-microservices/shared/contracts';
import type { FitNotes } from '../estimators/estimator.js';
import type { Matrix } from '../estimators/matrix.js';
import { decide } from '../evaluation/decide.js';
import { evenly } from '../evaluation/evenly.js';
import { metricsOf, oobAccuracy } from '../evaluation/metrics.js';
import { predictInBlocks } from '../evaluation/predict-blocks.js';
import type { Matrices } from './matrices.js';
import type { Reporter } from './reporter.js';
import { said } from './said.js';

/** Accuracy on the training rows is of all of them up to so many, else of this many at even distances. */
export const MAX_TRAIN_ROWS_JUDGED = 10_000;

export interface Fitted {
  readonly predict: (X: Matrix) => Float64Array;
  readonly notes: FitNotes;
  readonly classes: readonly ClassLabel[];
}

/** Judges a model on the test rows, and for comparison on the rows that it learned from. */
export async function evaluate(
  { predict, notes, classes }: Fitted,
  { train, test }: Matrices,
  reporter: Reporter,
): Promise<Metrics> {
  const nClasses = classes.length;
  const known = evenly(train, MAX_TRAIN_ROWS_JUDGED);
  const total = test.rows.length + known.codes.length;
  const after = (before: number) => (done: number) =>
    reporter.report('evaluate', (before + done) / total, said.rowsJudged(before + done, total));
  const probabilities = await predictInBlocks(predict, test.X, nClasses, after(0));
  const onKnown = await predictInBlocks(predict, known.X, nClasses, after(test.rows.length));
  const right = decide(onKnown, nClasses).filter((code, row) => code === known.codes[row]).length;
  const judged = { truth: test.codes, predicted: decide(probabilities, nClasses), probabilities, nClasses };
  return metricsOf(judged, classes, {
    n_train: train.rows.length,
    train_accuracy: right / known.codes.length,
    oob_accuracy: notes.oobProbabilities ? oobAccuracy(notes.oobProbabilities, train.codes) : null,
    ...notes.solver,
  });
}
