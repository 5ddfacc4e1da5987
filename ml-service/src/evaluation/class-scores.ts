import type { ClassificationReport, ClassScores } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import { accuracy } from './agreement.js';
import { type Counts, marginals, ratio } from './confusion.js';

/** Precision, recall and F1 of each class, in the order of the classes; a division by zero counts as 0. */
export function classScores(counts: Counts): ClassScores[] {
  const { truth, predicted } = marginals(counts);
  return counts.map((row, i) => ({
    precision: ratio(row[i], predicted[i]) ?? 0,
    recall: ratio(row[i], truth[i]) ?? 0,
    f1: ratio(2 * row[i], truth[i] + predicted[i]) ?? 0,
    support: truth[i],
  }));
}

/** Numbers of the classes that occur among the true or the predicted ones: averages are over these. */
export function occurring(counts: Counts): number[] {
  const { truth, predicted } = marginals(counts);
  return [...truth.keys()].filter((i) => truth[i] + predicted[i] > 0);
}

type Weight = (scores: ClassScores) => number;

function average(scores: readonly ClassScores[], weight: Weight): ClassScores {
  const weights = scores.map(weight);
  const total = sum(weights);
  const mean = (of: Weight) => ratio(sum(scores.map((score, i) => weights[i] * of(score))), total) ?? 0;
  return {
    precision: mean(({ precision }) => precision),
    recall: mean(({ recall }) => recall),
    f1: mean(({ f1 }) => f1),
    support: sum(scores.map(({ support }) => support)),
  };
}

/** The classes that occur alike. */
export const macroAverage = (counts: Counts): ClassScores => averageOccurring(counts, () => 1);

/** The classes by their rows. */
export const weightedAverage = (counts: Counts): ClassScores => averageOccurring(counts, ({ support }) => support);

function averageOccurring(counts: Counts, weight: Weight): ClassScores {
  const scores = classScores(counts);
  return average(
    occurring(counts).map((i) => scores[i]),
    weight,
  );
}

/** scikit-learn's classification_report: the classes that occur among the true or the predicted ones. */
export function classificationReport(counts: Counts, labels: readonly string[]): ClassificationReport {
  const scores = classScores(counts);
  return {
    classes: Object.fromEntries(occurring(counts).map((i) => [labels[i], scores[i]])),
    accuracy: accuracy(counts) ?? 0,
    macro_avg: macroAverage(counts),
    weighted_avg: weightedAverage(counts),
  };
}
