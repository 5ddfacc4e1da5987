import type { Matrix } from '../estimators/matrix.js';
import { estimatorOf } from '../estimators/registry.js';
import { evaluate } from './evaluate.js';
import { fit, matricesWithin } from './fit.js';
import type { TrainingJob, TrainOptions } from './job.js';
import { pack, type TrainedModel } from './pack.js';
import { prepare } from './prepare.js';
import { Reporter } from './reporter.js';
import { choiceByOutOfBag, validate } from './validate.js';

export type { TrainingJob, TrainOptions } from './job.js';
export type { TrainedModel } from './pack.js';
export type { TrainingProgress } from './reporter.js';
export type { TrainingSource } from './source.js';

/**
 * Reads the data, prepares it, fits the model, judges it and makes its file. The same job gives the same bytes, on any
 * number of threads. Rejects with a TrainingError where data or request rule it out, with a Problem where the CSV is
 * not as its schema says, and with the signal's reason soon after an abort.
 */
export async function train(job: TrainingJob, options: TrainOptions): Promise<TrainedModel> {
  const reporter = new Reporter(options);
  reporter.report('read', 0, 'reading the dataset');
  const estimator = estimatorOf(job.request.model_type, job.request.engine);
  const { matrices, classes, warnings, validation } = await prepareMatrices(job, options, reporter);
  const { model, notes } = await fit(estimator, matrices, classes.length, { job, options, reporter });
  const predict = (X: Matrix) => estimator.predictProba(model, X);
  const metrics = await evaluate({ predict, notes, classes }, matrices, reporter);
  reporter.report('save', 0, 'writing the model file');
  const state = estimator.save(model);
  const trained = pack(job, {
    matrices,
    classes,
    metrics,
    notes,
    state,
    keepsRows: estimator.keepsRows ?? false,
    warnings: [...warnings, ...notes.warnings],
    crossValidation: validation.crossValidation,
    choice: validation.choice ?? choiceByOutOfBag(job, notes, matrices.train.codes),
  });
  reporter.report('save', 1, `the model file has ${trained.file.length} bytes`);
  return trained;
}

/** The tables are let go when this returns: only matrices live on through the fit. */
async function prepareMatrices(job: TrainingJob, options: TrainOptions, reporter: Reporter) {
  const estimator = estimatorOf(job.request.model_type, job.request.engine);
  const prepared = await prepare(job, estimator.preparation, reporter);
  const { train, test, preprocessing } = prepared;
  reporter.report('prepare', 0, `${preprocessing.features.length} features chosen`);
  const matrices = matricesWithin(options.memoryLimitBytes, prepared, estimator, job);
  reporter.report('prepare', 1, `${train.rows.length} rows to learn from, ${test.rows.length} to be judged on`);
  const validation = await validate(prepared, { job, options, reporter });
  const warnings = [...prepared.warnings, ...matrices.warnings];
  return { matrices, classes: [...prepared.classes], warnings, validation };
}
