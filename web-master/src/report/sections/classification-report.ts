import type { ClassScores, Report } from '@ml-microservices/shared/contracts';
import { count, metric } from '../format.js';
import { section, table } from '../html/elements.js';
import type { Html } from '../html/template.js';

export function classificationReport({ metrics }: Report): Html {
  const { accuracy, macro_avg, weighted_avg } = metrics.classification_report;
  const { labels } = metrics.confusion_matrix;
  const { classes } = metrics.classification_report;
  const rows = [
    ...labels.map((label) => scores(label, classes[label])),
    ['accuracy', '', '', metric(accuracy), count(macro_avg.support)],
    scores('macro average', macro_avg),
    scores('weighted average', weighted_avg),
  ];
  return section(
    'Classification report',
    'One class at a time; the macro average counts each class the same, the weighted one by its rows.',
    table({
      caption: 'Precision, recall and F1 on the test rows',
      head: ['Class', 'Precision', 'Recall', 'F1', 'Rows'],
      rows,
      numeric: [1, 2, 3, 4],
    }),
  );
}

function scores(name: string, { precision, recall, f1, support }: ClassScores): string[] {
  return [name, metric(precision), metric(recall), metric(f1), count(support)];
}
