import { EVALUATION_VERSION, type Evaluation, type Model, type Run } from '@ml-microservices/shared/contracts';
import { load } from '../estimators/logistic-regression/state.js';
import { outOfBagRows } from '../estimators/random-forest/bootstrap.js';
import { coefficientsOf } from '../evaluation/coefficients.js';
import { thresholdTable } from '../evaluation/curves/threshold-table.js';
import { resamplesFor } from '../evaluation/intervals/bootstrap.js';
import { LEVEL } from '../evaluation/intervals/estimate.js';
import { mistakesOf } from '../evaluation/mistakes.js';
import { permutationImportance } from '../evaluation/permutation-importance.js';
import { rankedFor } from '../evaluation/ranking.js';
import { slicesOf } from '../evaluation/slices.js';
import { FORMAT_VERSION } from '../model-file/header.js';
import { readModelFile } from '../model-file/model-file.js';
import { aloneAmong } from '../tabular/duplicate-rows.js';
import { MAX_TRAIN_ROWS_JUDGED } from '../training/evaluate.js';
import { judgeBaselines, verdictOf } from './baselines.js';
import { classCurves, shownClasses } from './curves.js';
import { dataOf } from './data.js';
import { DECIDED, type Decided, decisionPoint, judgedAt } from './decision.js';
import { dependenceOf } from './dependence.js';
import { leakageOf } from './leakage.js';
import { type AllResampled, resampleAll } from './resample.js';
import { averageEstimates, classEstimates, probabilityScores, trainingScores } from './scores.js';
import { readSubject, type Subject, type SubjectSources } from './subject.js';

export interface EvaluationJob extends SubjectSources {
  readonly model: Pick<Model, 'threshold' | 'feature_importance'>;
  readonly run: Pick<Run, 'duration_ms'>;
}

export interface EvaluateOptions {
  readonly threads: number;
  readonly signal: AbortSignal;
}

/**
 * Judges a model by its file and datasets: the same model gives the same figures, save for how long it took. Rejects
 * with a TrainingError where a dataset is not the one of the training, and with the signal's reason after an abort.
 */
export async function evaluateModel(job: EvaluationJob, options: EvaluateOptions): Promise<Evaluation> {
  const began = performance.now();
  const subject = await readSubject(job, options.signal);
  const { judged, fitted } = subject;
  const { seed } = fitted.header;
  const baselines = judgeBaselines(subject);
  const shown = shownClasses(judged);
  const threshold = fitted.classes.length === 2 ? job.model.threshold : null;
  const resamples = resamplesFor(judged.truth.length, judged.nClasses);
  const { signal } = options;
  const resampled = await resampleAll(
    { judged, threshold, shown, gains: baselines.gains },
    { resamples, seed, signal },
  );
  const scored = scoresOf(subject, threshold, resampled.figures);
  const importance = await importances(subject, job, options);
  const data = dataOf(subject, { baselines, importance });
  const right = Uint8Array.from(judged.truth, (code, i) => (code === judged.predicted[i] ? 1 : 0));
  return {
    version: EVALUATION_VERSION,
    bootstrap: { resamples, seed, level: LEVEL },
    verdict: verdictOf(baselines, scored.metrics.accuracy.value ?? 0, resampled.figures.gain),
    baselines: baselines.baselines,
    data,
    ...scored,
    curves: shown.map((code) => classCurves(judged, code, { classes: fitted.classes, resampled, seed })),
    thresholds: judged.nClasses === 2 ? thresholdTable(rankedFor(judged, 1)) : [],
    cross_validation: fitted.header.cross_validation ?? null,
    permutation_importance: importance,
    partial_dependence: await dependenceOf(subject, { importance, shown, signal }),
    coefficients: coefficients(subject, job),
    slices: slicesOf(fitted.header.features, { ...subject.test, right }),
    mistakes: mistakesOf(judged, subject.test, fitted.classes),
    leakage: await leakageOf(subject, data, { seed, ...options }),
    reproducibility: {
      ...reproducibility(subject),
      training_ms: job.run.duration_ms,
      evaluation_ms: Math.round(performance.now() - began),
    },
  };
}

/** All that is one figure with an interval. */
function scoresOf(subject: Subject, threshold: number | null, resampled: AllResampled) {
  const { judged, fitted } = subject;
  const { classes, header } = fitted;
  const { macro, weighted } = averageEstimates(judged, resampled);
  const atDefault = decisionPoint(judged, classes, null, decidedIn(resampled, ''));
  const served =
    threshold === null
      ? null
      : decisionPoint(judgedAt(judged, threshold), classes, threshold, decidedIn(resampled, 'served '));
  return {
    metrics: {
      ...atDefault.metrics,
      ...probabilityScores(judged, resampled),
      ...trainingScores(header.metrics, trainingRows(subject)),
    },
    classes: classEstimates(judged, classes.map(String)),
    macro_avg: macro,
    weighted_avg: weighted,
    decisions: { default: atDefault, served, choice: header.threshold_choice ?? null },
  };
}

/** Rows that the accuracies on training rows are of. */
function trainingRows({ fitted: { header }, train: { table, rows } }: Subject) {
  const { metrics, hyperparameters, seed } = header;
  const outOfBag = () => outOfBagRows(aloneAmong(table, rows), Number(hyperparameters.n_estimators), seed);
  return {
    nJudged: Math.min(metrics.n_train, MAX_TRAIN_ROWS_JUDGED),
    nOutOfBag: metrics.oob_accuracy === null ? 0 : outOfBag(),
  };
}

const decidedIn = (resampled: AllResampled, prefix: string) =>
  Object.fromEntries(DECIDED.map((name) => [name, resampled[`${prefix}${name}`]])) as Record<
    Decided,
    AllResampled[string]
  >;

function importances({ fitted, test }: Subject, { model }: EvaluationJob, { signal }: EvaluateOptions) {
  const { predictProba, readsPerRow, transformer, classes, header } = fitted;
  const shuffled = {
    X: test.X,
    codes: test.codes,
    nClasses: classes.length,
    predict: predictProba,
    readsPerRow,
    transformer,
    impurity: model.feature_importance,
  };
  return permutationImportance(shuffled, { seed: header.seed, signal });
}

/** Of our own logistic regression alone: the other engine's has no intercept and no penalty. */
function coefficients({ fitted, train }: Subject, { file }: EvaluationJob) {
  const { model_type, engine, hyperparameters } = fitted.header;
  if (model_type !== 'LogisticRegression' || engine !== 'native') return null;
  const { transformer, classes } = fitted;
  const model = load(readModelFile(file).state);
  return coefficientsOf({ model, X: train.X, C: Number(hyperparameters.C), transformer, classes });
}

function reproducibility({ fitted: { header } }: Subject) {
  const { fingerprint, dataset_sha256, test_dataset_sha256, seed, engine, engine_version } = header;
  return {
    fingerprint,
    dataset_sha256,
    test_dataset_sha256,
    seed,
    engine,
    engine_version,
    format_version: FORMAT_VERSION,
    node_version: process.versions.node,
  };
}
