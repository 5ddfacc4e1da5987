import type { Dataset, EvaluationData, Report } from '@ml-microservices/shared/contracts';
import { count, counted, percent } from '../format.js';
import { facts, firstOf, section, table } from '../html/elements.js';
import { type Html, html } from '../html/template.js';
import type { Part } from '../part.js';

const SHOWN = 30;

/** Where the rows came from, how they were split, and what was done before any learning. */
export const data: Part = (report) => {
  const { dataset, model } = report;
  const { data: sides } = report.evaluation;
  return section(
    'Data and split',
    null,
    facts([
      ['Dataset', `${dataset.name} (${dataset.id})`],
      ['Source', sourceOf(dataset)],
      ['Rows', count(dataset.rows)],
      ['Split', splitOf(report)],
      ['Target', targetOf(report)],
      ['Features', counted(model.features.length, 'column')],
      ...countsOf(sides),
    ]),
    balance(sides),
    unseen(sides),
    steps(dataset),
    dropped(sides),
  );
};

const countsOf = ({ duplicates, unlabelled }: EvaluationData): [string, string][] => [
  ['Duplicates', `${counted(duplicates.rows, 'row')}; ${count(duplicates.shared)} on both sides`],
  ['Without a class', counted(unlabelled, 'row')],
];

function balance({ classes }: EvaluationData): Html {
  const { shown, rest } = firstOf(classes, SHOWN);
  return html`${table({
    caption: 'Balance of the classes on both sides',
    head: ['Class', 'Training rows', 'Share', 'Test rows', 'Share'],
    rows: shown.map(({ label, train, test }) => [
      label,
      count(train.count),
      percent(train.share),
      count(test.count),
      percent(test.share),
    ]),
    numeric: [1, 2, 3, 4],
  })}${rest}`;
}

function unseen({ unseen_categories }: EvaluationData): Html | null {
  if (unseen_categories.length === 0) return null;
  const { shown, rest } = firstOf(unseen_categories, SHOWN);
  return html`${table({
    caption: 'Categories of test rows that no training row has',
    head: ['Feature', 'Categories', 'Test rows'],
    rows: shown.map(({ feature, categories, rows }) => {
      const named = firstOf(categories, SHOWN);
      return [feature, html`${named.shown.join(', ')}${named.rest}`, count(rows)];
    }),
    numeric: [2],
  })}${rest}`;
}

function steps({ preprocessing }: Dataset): Html | null {
  if (preprocessing.length === 0) return null;
  return table({
    caption: 'Done to the rows before they were stored, without learning from them',
    head: ['Step', 'Count', 'What it counts'],
    rows: preprocessing.map(({ step, detail, count: n }) => [step, count(n), detail]),
    numeric: [1],
  });
}

function dropped({ dropped: columns }: EvaluationData): Html | null {
  if (columns.length === 0) return null;
  const { shown, rest } = firstOf(columns, SHOWN);
  return html`${table({
    caption: 'Columns that were not learned from',
    head: ['Column', 'Why'],
    rows: shown.map(({ name, reason }) => [name, reason]),
  })}${rest}`;
}

function sourceOf({ source }: Dataset): string {
  const { kind, name, offset, size } = source;
  const part = offset === undefined || size === undefined ? '' : `, ${counted(size, 'row')} from row ${count(offset)}`;
  return `${kind}${name === undefined ? '' : ` ${name}`}${part}`;
}

function targetOf({ model: { target, classes } }: Report): string {
  const more = classes.length > SHOWN ? ` and ${classes.length - SHOWN} more` : '';
  return `${target}: ${classes.slice(0, SHOWN).join(', ')}${more}`;
}

function splitOf({ test_dataset: judge, evaluation }: Report): string {
  const { n_train, n_test } = evaluation.data;
  const test = judge
    ? `all of ${judge.name} (${judge.id}), ${count(n_test)} test`
    : `${count(n_test)} test (stratified by class)`;
  return `${count(n_train)} training, ${test}`;
}
