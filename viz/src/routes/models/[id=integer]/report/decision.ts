import type { ConfusionMatrix, Evaluation, ThresholdChoice, ThresholdRow } from '@ml-microservices/shared/contracts';

/** The row of the table at `threshold`, or the nearest to it. The table rises, and is not empty. */
export function rowAt(rows: readonly ThresholdRow[], threshold: number): ThresholdRow {
  return rows.reduce((best, row) =>
    Math.abs(row.threshold - threshold) < Math.abs(best.threshold - threshold) ? row : best,
  );
}

/** Predictions at one threshold of the second class; `threshold` is null for the likelier class. */
export interface Decision {
  readonly threshold: number | null;
  readonly matrix: ConfusionMatrix;
}

export function decisionAt({ thresholds, decisions }: Evaluation, threshold: number | null): Decision {
  const { confusion_matrix: likelier } = decisions.default;
  if (threshold === null || thresholds.length === 0) return { threshold: null, matrix: likelier };
  // The served threshold may lie between two of the table.
  if (threshold === decisions.served?.threshold) return { threshold, matrix: decisions.served.confusion_matrix };
  const { tn, fp, fn, tp, threshold: nearest } = rowAt(thresholds, threshold);
  return {
    threshold: nearest,
    matrix: {
      labels: likelier.labels,
      counts: [
        [tn, fp],
        [fn, tp],
      ],
    },
  };
}

export type Scores = Pick<ThresholdRow, 'accuracy' | 'precision' | 'recall' | 'specificity' | 'f1' | 'youden'>;

/** What follows from the counts of two classes; null where a denominator is 0. */
export function scoresOf({ counts: [[tn, fp], [fn, tp]] }: ConfusionMatrix): Scores {
  const recall = share(tp, tp + fn);
  const specificity = share(tn, tn + fp);
  return {
    accuracy: (tp + tn) / (tp + tn + fp + fn),
    precision: share(tp, tp + fp),
    recall,
    specificity,
    f1: share(2 * tp, 2 * tp + fp + fn),
    youden: recall === null || specificity === null ? null : recall + specificity - 1,
  };
}

/** The mean cost of a row; null where the threshold was not chosen by cost. */
export function costOf(
  { counts: [[tn, fp], [fn, tp]] }: ConfusionMatrix,
  choice: ThresholdChoice | null,
): number | null {
  if (choice?.by !== 'cost') return null;
  return (fp * (choice.cost_fp ?? 1) + fn * (choice.cost_fn ?? 1)) / (tp + tn + fp + fn);
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
