import type { AnyEstimator } from '../estimators/registry.js';
import type { TrainingJob, TrainOptions } from './job.js';
import { type Matrices, sizeOfMatrices, toMatrices } from './matrices.js';
import { checkMemory } from './memory.js';
import type { Prepared } from './prepare.js';
import type { Reporter } from './reporter.js';
import { said } from './said.js';

/** The matrices of a job, if they and the fit keep within the memory that it may use. */
export function matricesWithin(
  limitBytes: number,
  prepared: Prepared,
  estimator: AnyEstimator,
  { request }: TrainingJob,
): Matrices {
  const size = sizeOfMatrices(prepared);
  const nRows = prepared.train.rows.length;
  const needed = estimator.estimateBytes(nRows, size.nColumns, prepared.classes.length, request.hyperparameters);
  checkMemory({ matrix: size, estimator: needed }, limitBytes);
  return toMatrices(prepared, estimator.preparation.scale);
}

export interface FitContext {
  readonly job: TrainingJob;
  readonly options: TrainOptions;
  readonly reporter: Reporter;
  /** As of `aloneAmong`, where the fit scores rows out of their bags: equal ones would be in them. */
  readonly alone?: Uint8Array;
}

/** Fits the estimator to the training rows, telling its progress. */
export function fit(
  estimator: AnyEstimator,
  { train }: Matrices,
  nClasses: number,
  { job, options, reporter, alone }: FitContext,
): ReturnType<AnyEstimator['fit']> {
  const { model_type, hyperparameters, seed } = job.request;
  return estimator.fit(train.X, { codes: train.codes, nClasses }, hyperparameters, {
    seed,
    threads: options.threads,
    alone,
    signal: options.signal,
    onProgress: ({ done, total, metrics }) =>
      reporter.report('fit', done / total, said.fitted(model_type, done, total), metrics),
  });
}
