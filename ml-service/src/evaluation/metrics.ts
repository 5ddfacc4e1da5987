import type { ClassLabel, Metrics } from '@ml-microservices/shared/contracts';
import { accuracy, balancedAccuracy, cohenKappa, matthewsCorrelation } from './agreement.js';
import { classificationReport, classScores, macroAverage } from './class-scores.js';
import { confusionCounts, ratio } from './confusion.js';
import { decide } from './decide.js';
import type { Judged } from './judged.js';
import { brierScore, logLoss } from './probability-loss.js';
import { averagePrecision } from './ranking.js';
import { rocAuc } from './steps.js';

/** What is known of the training beside the test rows. */
export type TrainingScores = Pick<Metrics, 'n_train' | 'train_accuracy' | 'oob_accuracy' | 'n_iter' | 'converged'>;

/**
 * The metrics on test rows by scikit-learn's definitions. Precision, recall and F1 are those of the second class for
 * two classes, macro averages for more; what is undefined is null.
 */
export function metricsOf(judged: Judged, classes: readonly ClassLabel[], training: TrainingScores): Metrics {
  const labels = classes.map(String);
  const counts = confusionCounts(judged);
  const n = judged.truth.length;
  const scores = judged.nClasses === 2 ? classScores(counts)[1] : macroAverage(counts);
  return {
    n_test: n,
    accuracy: accuracy(counts),
    balanced_accuracy: balancedAccuracy(counts),
    precision: n > 0 ? scores.precision : null,
    recall: n > 0 ? scores.recall : null,
    f1: n > 0 ? scores.f1 : null,
    mcc: matthewsCorrelation(counts),
    cohen_kappa: cohenKappa(counts),
    log_loss: logLoss(judged),
    roc_auc: rocAuc(judged),
    average_precision: averagePrecision(judged),
    brier: brierScore(judged),
    ...training,
    confusion_matrix: { labels, counts: counts.map((row) => [...row]) },
    classification_report: classificationReport(counts, labels),
  };
}

/**
 * Share of right ones among the rows whose out-of-bag probabilities (nRows x nClasses, row-major) are known, which are
 * NaN where they are not; null where none are.
 */
export function oobAccuracy(probabilities: Float64Array, truth: Int32Array): number | null {
  const nClasses = probabilities.length / truth.length;
  const predicted = decide(probabilities, nClasses);
  let known = 0;
  let right = 0;
  for (let row = 0; row < truth.length; row++) {
    if (Number.isNaN(probabilities[row * nClasses])) continue;
    known++;
    if (predicted[row] === truth[row]) right++;
  }
  return ratio(right, known);
}
