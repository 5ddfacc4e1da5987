import type { CrossValidation, Estimate } from '@ml-microservices/shared/contracts';
import { scaleOver } from '../chart/interval-bar.js';
import { drawnInterval } from '../figures/drawn.js';
import { figure, isAbsent, method, value } from '../figures/figure.js';
import { rounded } from '../figures/rounding.js';
import { count, counted, fixed, NOT_DEFINED } from '../format.js';
import { folded, section, table } from '../html/elements.js';
import { type Html, html } from '../html/template.js';
import type { Part } from '../part.js';

/** Accuracy on rows of each kind side by side: overfitting at a glance. */
export const generalisation: Part = ({ evaluation: { metrics, cross_validation: folds } }) => {
  const rows: [string, Estimate][] = [
    ['Training rows', metrics.train_accuracy],
    ['Out-of-bag rows', metrics.oob_accuracy],
    ...(folds ? [['Cross-validation', folds.accuracy] as [string, Estimate]] : []),
    ['Test rows', metrics.accuracy],
  ];
  const present = rows.filter(([, estimate]) => !isAbsent(estimate));
  const scale = scaleOver(present.map(([, estimate]) => estimate));
  return section(
    'Training rows beside test rows',
    html`${gapOf(metrics.train_accuracy, metrics.accuracy)} Far above means that the model has learned rows by heart.`,
    table({
      caption: 'Accuracy',
      head: ['Rows', 'Value', 'Interval', 'Method'],
      rows: present.map(([name, estimate]) => [
        name,
        value(estimate),
        drawnInterval(estimate, scale),
        method(estimate),
      ]),
      numeric: [1],
      stacks: true,
    }),
    folds ? crossValidation(folds) : null,
  );
};

function gapOf({ value: train }: Estimate, { value: test }: Estimate): string {
  if (train === null || test === null) return '';
  const gap = fixed(Math.abs(train - test) * 100, 1);
  if (Number(gap) === 0) return 'It is right as often on the training rows as on the test rows.';
  return `On the training rows it is right ${gap} points ${train < test ? 'less' : 'more'} often than on the test rows.`;
}

function crossValidation({ folds, repeats, rows, by_fold, ...means }: CrossValidation): Html {
  const metrics = [means.accuracy, means.log_loss, means.roc_auc];
  const names = ['Accuracy', 'Log loss', 'ROC AUC'];
  const digits = (fold: number | null, index: number) =>
    fold === null ? NOT_DEFINED : rounded({ ...metrics[index], value: fold }).value;
  const each = table({
    caption: 'Each fold, judged by the model of the others',
    head: ['Fold', 'Learned from', 'Rows', ...names],
    rows: by_fold.map((fold) => [
      repeats === 1 ? String(fold.fold) : `${fold.repeat}.${fold.fold}`,
      count(fold.n_train),
      count(fold.n_test),
      ...[fold.accuracy, fold.log_loss, fold.roc_auc].map(digits),
    ]),
    numeric: [1, 2, 3, 4, 5],
  });
  return html`${table({
    caption: `Cross-validation: ${counted(folds, 'stratified fold')} of the ${counted(rows, 'training row')}, ${counted(repeats, 'repeat')}`,
    head: ['Metric', 'Mean', 'Method'],
    rows: metrics.map((estimate, index) => [names[index], figure(estimate), method(estimate)]),
    numeric: [1],
  })}
  <p class="note">Preparation is learned inside each fold. The interval is widened for folds that share training rows (Nadeau and Bengio 2003); no unbiased one exists.</p>
  ${folded('Each fold', each)}`;
}
