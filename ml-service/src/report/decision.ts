import type { ClassLabel, DecisionPoint, Estimate } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import { cohenKappa, matthewsCorrelation } from '../evaluation/agreement.js';
import { classScores, macroAverage, occurring, weightedAverage } from '../evaluation/class-scores.js';
import { type Counts, confusionCounts, marginals } from '../evaluation/confusion.js';
import { decide } from '../evaluation/decide.js';
import { logitEstimate, type Resampled } from '../evaluation/intervals/bootstrap.js';
import { f1Estimate } from '../evaluation/intervals/f-star.js';
import { sumOfShares } from '../evaluation/intervals/mover.js';
import { proportion } from '../evaluation/intervals/wilson.js';
import type { Judged } from '../evaluation/judged.js';

export const DECIDED = ['macro_f1', 'weighted_f1', 'mcc', 'cohen_kappa'] as const;
export type Decided = (typeof DECIDED)[number];

/** What depends on which class is predicted and is no sum of shares, by its counts. */
export function decidedBy(counts: Counts): Record<Decided, number | null> {
  return {
    macro_f1: macroAverage(counts).f1,
    weighted_f1: weightedAverage(counts).f1,
    mcc: matthewsCorrelation(counts),
    cohen_kappa: cohenKappa(counts),
  };
}

/** The predictions of `judged` at a threshold of two classes. */
export function judgedAt(judged: Judged, threshold: number | null): Judged {
  return { ...judged, predicted: decide(judged.probabilities, judged.nClasses, threshold) };
}

/** Wilson's interval for shares of rows, alone and summed, the bootstrap's for the rest. */
export function decisionPoint(
  judged: Judged,
  classes: readonly ClassLabel[],
  threshold: number | null,
  resampled: Readonly<Record<Decided, Resampled>>,
): DecisionPoint {
  const counts = confusionCounts(judged);
  const n = judged.truth.length;
  const values = decidedBy(counts);
  const correlation = (name: Decided) => logitEstimate(values[name], resampled[name], n, 'correlation');
  return {
    threshold,
    confusion_matrix: { labels: classes.map(String), counts: counts.map((row) => [...row]) },
    metrics: {
      accuracy: proportion(
        counts.reduce((hits, row, i) => hits + row[i], 0),
        n,
      ),
      balanced_accuracy: balancedEstimate(counts),
      ...(counts.length === 2
        ? ofTwo(counts)
        : {
            ...averageOf(counts, () => 1),
            specificity: null,
            f1: logitEstimate(values.macro_f1, resampled.macro_f1, n),
          }),
      mcc: correlation('mcc'),
      cohen_kappa: correlation('cohen_kappa'),
    },
  };
}

/** Mean recall of the classes that have rows. */
function balancedEstimate(counts: Counts): Estimate {
  const { truth } = marginals(counts);
  const classes = [...truth.keys()].filter((code) => truth[code] > 0);
  const recalls = classes.map((code) => ({
    share: counts[code][code] / truth[code],
    n: truth[code],
    weight: 1 / classes.length,
  }));
  return sumOfShares(recalls, sum(truth));
}

/** Mean precision and recall of the classes that occur, by their weights, a division by zero counting as 0. */
export function averageOf(
  counts: Counts,
  weightOf: (support: number) => number,
): { readonly precision: Estimate; readonly recall: Estimate } {
  const { truth, predicted } = marginals(counts);
  const scores = classScores(counts);
  const classes = occurring(counts);
  const total = sum(classes.map((code) => weightOf(truth[code])));
  const over = (name: 'precision' | 'recall', rows: readonly number[]) =>
    sumOfShares(
      classes.map((code) => ({ share: scores[code][name], n: rows[code], weight: weightOf(truth[code]) / total })),
      sum(truth),
    );
  return { precision: over('precision', predicted), recall: over('recall', truth) };
}

function ofTwo(counts: Counts) {
  const { truth, predicted } = marginals(counts);
  return {
    precision: proportion(counts[1][1], predicted[1], 0),
    recall: proportion(counts[1][1], truth[1], 0),
    specificity: proportion(counts[0][0], truth[0], 0),
    f1: f1Estimate({ truth: truth[1], predicted: predicted[1], hits: counts[1][1] }),
  };
}
