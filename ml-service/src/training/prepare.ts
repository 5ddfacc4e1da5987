import type { ClassLabel, Notice, Preprocessing } from '@ml-microservices/shared/contracts';
import { listed } from '@ml-microservices/shared/text';
import type { Preparation } from '../estimators/estimator.js';
import { modelPlan } from '../tabular/column-plans.js';
import { chooseFeatures, type FeatureChoice } from '../tabular/features.js';
import { fitPreprocessing, type PreparationSpec } from '../tabular/preparation.js';
import { findColumn, type Table, type TableColumn } from '../tabular/table.js';
import { warnOfTakenForWords } from '../tabular/taken-for-words.js';
import { refuseInfiniteValues } from './infinite-values.js';
import type { TrainingJob } from './job.js';
import { labelsOf } from './labels.js';
import { RecentTable } from './recent-table.js';
import type { Reporter } from './reporter.js';
import { readSource } from './source.js';
import { type LabelledRows, splitRows } from './split-rows.js';
import { testRowsOf } from './test-rows.js';
import { TrainingError } from './training-error.js';

/** Rows of a table, with the class of each. */
export interface TableRows extends LabelledRows {
  readonly table: Table;
}

export interface Prepared {
  readonly classes: readonly ClassLabel[];
  /** What the preprocessing of any part of the rows is learned by. */
  readonly spec: PreparationSpec;
  /** Without scaling. */
  readonly preprocessing: Preprocessing;
  readonly train: TableRows;
  readonly test: TableRows;
  readonly warnings: readonly Notice[];
}

/** Reads the data, chooses features, splits the rows, and learns the preprocessing on the training rows alone. */
export async function prepare(
  job: TrainingJob,
  { oneHot, keepMissing }: Preparation,
  reporter: Reporter,
): Promise<Prepared> {
  const { source, test: testSource, request, recent = new RecentTable() } = job;
  const { target, positive_class: positive, test_size: testSize, seed } = request;
  const table = await recent.read(source, reporter);
  const column = columnOf(table, target);
  refuseInfiniteValues(column);
  const labels = labelsOf(column, positive);
  const { classes } = labels;
  const unlabelled = table.nRows - labels.rows.length;
  const choice = featuresOf(table, job);
  const spec = { ...choice, target, schema: source.columns, oneHot, keepMissing };
  const warnings = [
    ...(unlabelled > 0 ? [unlabelledRows(unlabelled, table.nRows, target)] : []),
    ...warnOfTakenForWords(usefulColumns(table, choice), source.columns),
  ];
  if (!testSource) {
    const { train, test } = splitRows(table, labels, { testSize, seed });
    const preprocessing = fitPreprocessing(table, train.rows, spec);
    return { classes, spec, preprocessing, train: { ...train, table }, test: { ...test, table }, warnings };
  }
  const preprocessing = fitPreprocessing(table, labels.rows, spec);
  const testTable = await readSource(testSource, modelPlan(preprocessing), reporter);
  const test = testRowsOf(testTable, preprocessing, classes);
  const train = { rows: labels.rows, codes: labels.codes, table };
  return {
    classes,
    spec,
    preprocessing,
    train,
    test: { ...test, table: testTable },
    warnings: [...warnings, ...test.warnings],
  };
}

const unlabelledRows = (count: number, rows: number, column: string): Notice => ({
  code: 'unlabelled_rows',
  values: { count, rows, column },
  message: `${count} of ${rows} rows have no value of ${column}; left out`,
});

function columnOf(table: Table, name: string): TableColumn {
  const column = findColumn(table, name);
  if (!column)
    throw new TrainingError('missing_columns', `the dataset has no column ${name}`, { column: name }, 'missing_column');
  return column;
}

/** Guesses by which a column is left out that would be one of numbers, were all of them read as such. */
const LIKE_WORDS: ReadonlySet<string> = new Set(['distinct', 'free_text']);

/** Those to learn from, and those that were left out for being words. */
function usefulColumns({ columns }: Table, { features, dropped }: FeatureChoice): TableColumn[] {
  const useful = new Set(features);
  for (const { name, code } of dropped) if (code && LIKE_WORDS.has(code)) useful.add(name);
  return columns.filter(({ name }) => useful.has(name));
}

function featuresOf(table: Table, { source, request }: TrainingJob): FeatureChoice {
  const choice = chooseFeatures(table, source.columns, request);
  for (const column of usefulColumns(table, choice)) refuseInfiniteValues(column);
  if (choice.features.length === 0) {
    const reasons = choice.dropped.map(({ name, reason }) => `${name} (${reason})`).join('; ') || 'none';
    const dropped = listed(choice.dropped.map(({ name }) => name)) || '–';
    throw new TrainingError('no_features', `no column is left to learn from; dropped: ${reasons}`, { dropped });
  }
  return choice;
}
