import type { ClassLabel, DecisionPoint, Estimate } from '@ml-microservices/shared/contracts';
import { accuracy, balancedAccuracy, cohenKappa, matthewsCorrelation } from '../evaluation/agreement.js';
import { classScores, macroAverage } from '../evaluation/class-scores.js';
import { type Counts, confusionCounts, marginals } from '../evaluation/confusion.js';
import { decide } from '../evaluation/decide.js';
import { percentileEstimate, type Resampled } from '../evaluation/intervals/bootstrap.js';
import { withoutInterval } from '../evaluation/intervals/estimate.js';
import type { Range } from '../evaluation/intervals/unanimous.js';
import { proportion } from '../evaluation/intervals/wilson.js';
import type { Judged } from '../evaluation/judged.js';

export const DECIDED = ['accuracy', 'balanced_accuracy', 'precision', 'recall', 'f1', 'mcc', 'cohen_kappa'] as const;
export type Decided = (typeof DECIDED)[number];

/** What depends on which class is predicted, by its counts. */
export function decidedBy(counts: Counts): Record<Decided, number | null> {
  const scores = counts.length === 2 ? classScores(counts)[1] : macroAverage(counts);
  return {
    accuracy: accuracy(counts),
    balanced_accuracy: balancedAccuracy(counts),
    precision: scores.precision,
    recall: scores.recall,
    f1: scores.f1,
    mcc: matthewsCorrelation(counts),
    cohen_kappa: cohenKappa(counts),
  };
}

/** Counts of the true and predicted classes, each row as often as its weight says. */
export function weightedCounts({ truth, predicted, nClasses }: Judged, weights: Int32Array): Counts {
  const counts = Array.from({ length: nClasses }, () => new Array<number>(nClasses).fill(0));
  for (let row = 0; row < truth.length; row++) counts[truth[row]][predicted[row]] += weights[row];
  return counts;
}

/** The predictions of `judged` at a threshold of two classes. */
export function judgedAt(judged: Judged, threshold: number | null): Judged {
  return { ...judged, predicted: decide(judged.probabilities, judged.nClasses, threshold) };
}

/** Wilson's interval for shares of rows, the bootstrap's for the rest. */
export function decisionPoint(
  judged: Judged,
  classes: readonly ClassLabel[],
  threshold: number | null,
  resampled: Readonly<Record<Decided, Resampled>>,
): DecisionPoint {
  const counts = confusionCounts(judged);
  const n = judged.truth.length;
  const values = decidedBy(counts);
  const of = (name: Decided, range: Range = 'share'): Estimate =>
    percentileEstimate(values[name], resampled[name], n, range);
  return {
    threshold,
    confusion_matrix: { labels: classes.map(String), counts: counts.map((row) => [...row]) },
    metrics: {
      accuracy: proportion(
        counts.reduce((sum, row, i) => sum + row[i], 0),
        n,
      ),
      balanced_accuracy: of('balanced_accuracy'),
      ...(counts.length === 2
        ? ofTwo(counts)
        : { precision: of('precision'), recall: of('recall'), specificity: null }),
      f1: occurs(counts) ? of('f1') : withoutInterval(values.f1, 0),
      mcc: of('mcc', 'correlation'),
      cohen_kappa: of('cohen_kappa', 'correlation'),
    },
  };
}

/** Whether the scores are of more than the rule that a division by zero counts as 0. */
function occurs(counts: Counts): boolean {
  const { truth, predicted } = marginals(counts);
  return counts.length > 2 || truth[1] + predicted[1] > 0;
}

function ofTwo(counts: Counts) {
  const { truth, predicted } = marginals(counts);
  return {
    precision: proportion(counts[1][1], predicted[1], 0),
    recall: proportion(counts[1][1], truth[1], 0),
    specificity: proportion(counts[0][0], truth[0], 0),
  };
}
