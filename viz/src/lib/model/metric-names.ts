import type { Metrics } from '@ml-microservices/shared/contracts';

/** The metrics that are one number each. */
export type MetricName = Exclude<keyof Metrics, 'n_train' | 'n_test' | 'confusion_matrix' | 'classification_report'>;

export const HEADLINE = ['accuracy', 'balanced_accuracy', 'f1', 'roc_auc', 'log_loss'] as const satisfies MetricName[];

/** All of them, in the order in which a report tells them. */
export const METRIC_NAMES = [
  'accuracy',
  'train_accuracy',
  'oob_accuracy',
  'balanced_accuracy',
  'precision',
  'recall',
  'f1',
  'mcc',
  'cohen_kappa',
  'roc_auc',
  'average_precision',
  'log_loss',
  'brier',
] as const satisfies MetricName[];
