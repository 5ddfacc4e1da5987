import type { CrossValidation, ThresholdChoice } from '@ml-microservices/shared/contracts';
import type { FitNotes } from '../estimators/estimator.js';
import { accuracy } from '../evaluation/agreement.js';
import { chooseThreshold, type ScoredRows } from '../evaluation/choose-threshold.js';
import { confusionCounts } from '../evaluation/confusion.js';
import { decide } from '../evaluation/decide.js';
import { nadeauBengio } from '../evaluation/intervals/nadeau-bengio.js';
import { logLoss } from '../evaluation/probability-loss.js';
import { rocAuc } from '../evaluation/steps.js';
import type { FitContext } from './fit.js';
import type { TrainingJob } from './job.js';
import { type FoldScores, outOfFold } from './out-of-fold.js';
import type { Prepared } from './prepare.js';
import { TrainingError } from './training-error.js';

const THRESHOLD_FOLDS = 5;

export interface Validation {
  readonly crossValidation: CrossValidation | null;
  /** Null where none is asked for, and where the fit itself gives the scores to choose by. */
  readonly choice: ThresholdChoice | null;
}

/** What the request asks for beyond one fit and one test. Throws a TrainingError where the data do not allow it. */
export async function validate(prepared: Prepared, context: FitContext): Promise<Validation> {
  const { cross_validation, threshold } = context.job.request;
  if (threshold && prepared.classes.length !== 2) {
    const message = `a threshold is for targets of two classes, got ${prepared.classes.length}`;
    throw new TrainingError('invalid_parameters', message, { classes: prepared.classes.length }, 'two_classes');
  }
  const crossValidation = cross_validation ? await crossValidate(prepared, context, cross_validation) : null;
  const isOutOfBag = context.alone?.every((one) => one === 1) ?? false;
  const isOutOfFold = threshold && !isOutOfBag;
  return { crossValidation, choice: isOutOfFold ? await choiceByFolds(prepared, context) : null };
}

/** Where each figure can be. */
const RANGES = {
  accuracy: { lo: 0, hi: 1 },
  log_loss: { lo: 0, hi: Number.POSITIVE_INFINITY },
  roc_auc: { lo: 0, hi: 1 },
};

async function crossValidate(
  prepared: Prepared,
  context: FitContext,
  { folds, repeats = 1 }: { readonly folds: number; readonly repeats?: number },
): Promise<CrossValidation> {
  const rows = prepared.train.rows.length;
  refuseTooFew(rows, folds);
  const byFold: CrossValidation['by_fold'] = [];
  for await (const scores of outOfFold(prepared, { folds, repeats }, context)) {
    byFold.push(figuresOf(scores, prepared.classes.length));
  }
  // Of the folds that there are: fewer groups of equal rows than folds leave some without any.
  const testShare = byFold.reduce((sum, { n_train, n_test }) => sum + n_test / n_train, 0) / byFold.length;
  const over = (name: keyof typeof RANGES) =>
    nadeauBengio(
      byFold.map((fold) => fold[name]),
      testShare,
      RANGES[name],
    );
  return {
    folds,
    repeats,
    rows,
    accuracy: over('accuracy'),
    log_loss: over('log_loss'),
    roc_auc: over('roc_auc'),
    by_fold: byFold,
  };
}

function refuseTooFew(rows: number, folds: number): void {
  if (rows >= folds) return;
  const message = `${folds} folds need as many training rows, got ${rows}`;
  throw new TrainingError('too_few_rows', message, { folds, rows }, 'folds_need_rows');
}

function figuresOf({ repeat, fold, nTrain, truth, probabilities }: FoldScores, nClasses: number) {
  const judged = { truth, predicted: decide(probabilities, nClasses), probabilities, nClasses };
  return {
    repeat: repeat + 1,
    fold: fold + 1,
    n_train: nTrain,
    n_test: truth.length,
    accuracy: accuracy(confusionCounts(judged)),
    log_loss: logLoss(judged),
    roc_auc: rocAuc(judged),
  };
}

async function choiceByFolds(prepared: Prepared, context: FitContext): Promise<ThresholdChoice | null> {
  refuseTooFew(prepared.train.rows.length, THRESHOLD_FOLDS);
  const scores = new Float64Array(prepared.train.rows.length);
  for await (const { places, probabilities } of outOfFold(prepared, { folds: THRESHOLD_FOLDS, repeats: 1 }, context)) {
    places.forEach((place, i) => {
      scores[place] = probabilities[2 * i + 1];
    });
  }
  return choose({ scores, truth: prepared.train.codes }, context.job, 'cross_validation');
}

/** Chosen on the rows that were out of some bag; null where no threshold is asked for or there are no such rows. */
export function choiceByOutOfBag(
  job: TrainingJob,
  { oobProbabilities }: FitNotes,
  codes: Int32Array,
): ThresholdChoice | null {
  if (!job.request.threshold || !oobProbabilities) return null;
  const known = Int32Array.from(codes.keys()).filter((row) => !Number.isNaN(oobProbabilities[2 * row]));
  const rows = {
    scores: Float64Array.from(known, (row) => oobProbabilities[2 * row + 1]),
    truth: known.map((row) => codes[row]),
  };
  return known.length === 0 ? null : choose(rows, job, 'out_of_bag');
}

function choose(rows: ScoredRows, { request }: TrainingJob, scores: ThresholdChoice['scores']): ThresholdChoice | null {
  const { threshold } = request;
  if (!threshold) return null;
  const { by, cost_fp = 1, cost_fn = 1 } = threshold;
  const costs = by === 'cost' ? { cost_fp, cost_fn } : { cost_fp: null, cost_fn: null };
  return { by, ...chooseThreshold(rows, threshold), scores, n: rows.truth.length, ...costs };
}
