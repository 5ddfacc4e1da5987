import type { Matrix } from '../estimators/matrix.js';
import { estimatorOf } from '../estimators/registry.js';
import { aloneAmong } from '../tabular/duplicate-rows.js';
import { evaluate } from './evaluate.js';
import { fit, matricesWithin } from './fit.js';
import type { TrainingJob, TrainOptions } from './job.js';
import { pack, type TrainedModel } from './pack.js';
import { prepare } from './prepare.js';
import { Reporter } from './reporter.js';
import { said } from './said.js';
import { choiceByOutOfBag, validate } from './validate.js';

/**
 * Reads the data, prepares it, fits the model, judges it and makes its file. The same job gives the same bytes, on any
 * number of threads. Rejects with a TrainingError where data or request rule it out, with a Problem where the CSV is
 * not as its schema says, and with the signal's reason soon after an abort.
 */
export async function train(job: TrainingJob, options: TrainOptions): Promise<TrainedModel> {
  const reporter = new Reporter(options);
  reporter.report('read', 0, said.reading());
  const estimator = estimatorOf(job.request.model_type, job.request.engine);
  const { matrices, classes, warnings, validation, alone } = await prepareMatrices(job, options, reporter);
  const { model, notes } = await fit(estimator, matrices, classes.length, { job, options, reporter, alone });
  const predict = (X: Matrix) => estimator.predictProba(model, X);
  const metrics = await evaluate({ predict, notes, classes }, matrices, reporter);
  reporter.report('save', 0, said.writing());
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
  reporter.report('save', 1, said.written(trained.file.length));
  return trained;
}

/** Our own forest tells how each row was scored by the trees that did not draw it. */
const scoresOutOfBag = ({ request }: TrainingJob) =>
  request.model_type === 'RandomForest' && request.engine === 'native';

/** The tables are let go when this returns: only matrices live on through the fit. */
async function prepareMatrices(job: TrainingJob, options: TrainOptions, reporter: Reporter) {
  const estimator = estimatorOf(job.request.model_type, job.request.engine);
  const prepared = await prepare(job, estimator.preparation, reporter);
  const { train, test, preprocessing } = prepared;
  reporter.report('prepare', 0, said.featuresChosen(preprocessing.features.length));
  const matrices = matricesWithin(options.memoryLimitBytes, prepared, estimator, job);
  reporter.report('prepare', 1, said.rowsSplit(train.rows.length, test.rows.length));
  const alone = scoresOutOfBag(job) ? aloneAmong(train.table, train.rows) : undefined;
  const validation = await validate(prepared, { job, options, reporter, alone });
  const warnings = [...prepared.warnings, ...matrices.warnings];
  return { matrices, classes: [...prepared.classes], warnings, validation, alone };
}
