import type { Metrics, Report } from '@ml-microservices/shared/contracts';
import { metric } from '../format.js';
import { section, table } from '../html/elements.js';
import type { Html } from '../html/template.js';

type Row = readonly [name: string, value: string, meaning: string];

export function metricsTable({ metrics, model }: Report): Html {
  return section(
    'Metrics',
    null,
    metricTable('On the test rows', onTestRows(metrics, String(model.classes[1]))),
    metricTable('On the training rows', onTrainingRows(metrics)),
  );
}

function metricTable(caption: string, rows: readonly Row[]): Html {
  return table({ caption, head: ['Metric', 'Value', 'What it is'], rows, numeric: [1] });
}

/** `positive` is the class that precision, recall and the like are of where there are two. */
function onTestRows(metrics: Metrics, positive: string): Row[] {
  const isBinary = metrics.confusion_matrix.labels.length === 2;
  const [predicted, truly, averaged] = isBinary
    ? [`predicted as ${positive}`, `that are ${positive}`, '']
    : ['predicted as a class', 'of a class', '; mean of the classes'];
  return [
    ['Accuracy', metric(metrics.accuracy), 'share of rows predicted right'],
    ['Balanced accuracy', metric(metrics.balanced_accuracy), 'mean of the recalls of the classes'],
    ['Precision', metric(metrics.precision), `share of the rows ${predicted} that are${averaged}`],
    ['Recall', metric(metrics.recall), `share of the rows ${truly} that are found${averaged}`],
    ['F1', metric(metrics.f1), 'harmonic mean of precision and recall'],
    ['Matthews correlation', metric(metrics.mcc), '−1 to 1; 0 is chance'],
    ["Cohen's kappa", metric(metrics.cohen_kappa), 'agreement beyond chance'],
    [
      'ROC AUC',
      metric(metrics.roc_auc),
      `chance that a row ${truly.replace('that are', 'that is')} scores above another${averaged}`,
    ],
    [
      'Average precision',
      metric(metrics.average_precision),
      `precision over all thresholds, weighted by recall${averaged}`,
    ],
    ['Log loss', metric(metrics.log_loss), 'of the probabilities; lower is better'],
    ['Brier score', metric(metrics.brier), 'mean squared error of the probabilities; lower is better'],
  ];
}

function onTrainingRows({ train_accuracy, oob_accuracy }: Metrics): Row[] {
  const outOfBag: Row = [
    'Out-of-bag accuracy',
    metric(oob_accuracy),
    'each row judged by the trees that did not see it',
  ];
  return [
    ['Accuracy', metric(train_accuracy), 'far above that of the test rows where a model learns by heart'],
    ...(oob_accuracy === null ? [] : [outOfBag]),
  ];
}
