import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { metricsOf } from '../../src/evaluation/metrics.js';
import { judge } from './judged.js';

interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly 'f1-score': number;
  readonly support: number;
}
interface Fixture {
  readonly classes: number[];
  readonly metrics: {
    readonly y_true: number[];
    readonly y_proba: number[][];
    readonly accuracy: number;
    readonly balanced_accuracy: number;
    readonly mcc: number;
    readonly cohen_kappa: number;
    readonly log_loss: number;
    readonly confusion_matrix: number[][];
    readonly classification_report: Readonly<Record<string, Scores>> & { readonly accuracy: number };
    readonly roc_auc?: number;
    readonly roc_auc_ovr_macro?: number;
    readonly average_precision?: number;
    readonly brier?: number;
  };
}

const read = (name: string): Fixture =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));

/** The stored probabilities are rounded to 8 decimals, so that their sum is no longer quite 1. */
const summingToOne = (row: readonly number[]) => {
  const sum = row.reduce((total, p) => total + p, 0);
  return row.map((p) => p / sum);
};

describe.each(['titanic', 'iris', 'wine'])("scikit-learn's figures on %s", (name) => {
  const { classes, metrics: expected } = read(name);
  const training = { n_train: 1, train_accuracy: null, oob_accuracy: null };
  const judged = judge(expected.y_true, expected.y_proba.map(summingToOne), classes.length);
  const metrics = metricsOf(judged, classes, training);
  const near = (value: number | null, reference: number) =>
    expect(Math.abs((value ?? Number.NaN) - reference)).toBeLessThan(1e-9);

  test('accuracy, balanced accuracy, MCC, kappa and log loss', () => {
    for (const key of ['accuracy', 'balanced_accuracy', 'mcc', 'cohen_kappa', 'log_loss'] as const) {
      near(metrics[key], expected[key]);
    }
  });

  test('ROC AUC, average precision and Brier', () => {
    near(metrics.roc_auc, expected.roc_auc ?? expected.roc_auc_ovr_macro ?? Number.NaN);
    if (expected.average_precision !== undefined) near(metrics.average_precision, expected.average_precision);
    if (expected.brier !== undefined) near(metrics.brier, expected.brier);
  });

  test('confusion matrix and classification report', () => {
    expect(metrics.confusion_matrix.counts).toEqual(expected.confusion_matrix);
    const { classes: byClass, macro_avg, weighted_avg, accuracy } = metrics.classification_report;
    const ours = { ...byClass, 'macro avg': macro_avg, 'weighted avg': weighted_avg };
    for (const [label, scores] of Object.entries(ours)) {
      const reference = expected.classification_report[label];
      near(scores.precision, reference.precision);
      near(scores.recall, reference.recall);
      near(scores.f1, reference['f1-score']);
      expect(scores.support).toBe(reference.support);
    }
    near(accuracy, expected.classification_report.accuracy);
    expect(Object.keys(byClass)).toHaveLength(classes.length);
  });

  test('precision, recall and F1 are of the second class, or macro averages', () => {
    const reference = expected.classification_report[classes.length === 2 ? String(classes[1]) : 'macro avg'];
    near(metrics.precision, reference.precision);
    near(metrics.recall, reference.recall);
    near(metrics.f1, reference['f1-score']);
  });
});
