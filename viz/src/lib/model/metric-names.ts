import type { MetricEstimates } from '@ml-microservices/shared/contracts';

/** The metrics that are one number each. */
export type MetricName = keyof MetricEstimates;

export const HEADLINE = ['accuracy', 'balanced_accuracy', 'f1', 'roc_auc', 'log_loss'] as const satisfies MetricName[];

/** Those of the test rows, in the order in which a report tells them. */
export const METRIC_NAMES = [
  'accuracy',
  'balanced_accuracy',
  'precision',
  'recall',
  'specificity',
  'f1',
  'mcc',
  'cohen_kappa',
  'roc_auc',
  'average_precision',
  'log_loss',
  'brier',
  'brier_skill',
  'ece',
] as const satisfies MetricName[];

const FROM_MINUS_ONE: readonly MetricName[] = ['mcc', 'cohen_kappa', 'brier_skill'];

/** The ends of the line that a metric's interval is drawn on; `hi` is of an interval that may exceed 1. */
export function domainOf(name: MetricName, hi: number | null): readonly [number, number] {
  return [FROM_MINUS_ONE.includes(name) ? -1 : 0, Math.max(1, hi ?? 0)];
}
