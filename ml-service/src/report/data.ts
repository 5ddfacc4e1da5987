import type { EvaluationData } from '@ml-microservices/shared/contracts';
import { findColumn, type TableColumn } from '../tabular/table.js';
import { duplicatesOf } from './equal-rows.js';
import type { Side, Subject } from './subject.js';
import { type Found, warningsOf } from './warnings.js';

const MOST_WORDS = 20;

/** What the model learned from and what it is judged on. */
export function dataOf(subject: Subject, found: Found): EvaluationData {
  const { fitted, train, test, unlabelled } = subject;
  const { preprocessing, classes } = fitted;
  const [nTrain, nTest] = [train.rows.length, test.rows.length];
  const apart = train.table !== test.table;
  const names = preprocessing.features.map(({ name }) => name);
  return {
    rows: train.table.nRows + (apart ? test.table.nRows : 0),
    n_train: nTrain,
    n_test: nTest,
    unlabelled,
    train_share: nTrain / (nTrain + nTest),
    test_share: nTest / (nTrain + nTest),
    split: apart ? 'test_dataset' : 'stratified',
    classes: classes.map((label, code) => {
      const ofSide = ({ codes }: Side) => sideCount(codes.filter((one) => one === code).length, codes.length);
      return { label: String(label), train: ofSide(train), test: ofSide(test) };
    }),
    missing: names.map((feature) => ({ feature, train: missingIn(train, feature), test: missingIn(test, feature) })),
    unseen_categories: names.flatMap((feature) => unseenIn(test, train, feature)),
    duplicates: duplicatesOf(subject),
    dropped: preprocessing.dropped,
    learned: learnedFrom(subject),
    warnings: warningsOf(subject, found),
  };
}

const sideCount = (count: number, of: number) => ({ count, share: of === 0 ? 0 : count / of });

const isMissing = (column: TableColumn, row: number) =>
  column.type === 'numeric' ? Number.isNaN(column.values[row]) : column.codes[row] < 0;

function missingIn({ table, rows }: Side, feature: string) {
  const column = findColumn(table, feature);
  return sideCount(column ? rows.filter((row) => isMissing(column, row)).length : 0, rows.length);
}

function wordsOf({ table, rows }: Side, feature: string): Map<string, number> {
  const column = findColumn(table, feature);
  const counts = new Map<string, number>();
  if (column?.type !== 'categorical') return counts;
  for (const row of rows) {
    if (column.codes[row] < 0) continue;
    const word = column.words.at(column.codes[row]) ?? '';
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

function unseenIn(test: Side, train: Side, feature: string) {
  const known = wordsOf(train, feature);
  const unseen = [...wordsOf(test, feature)].filter(([word]) => !known.has(word));
  if (unseen.length === 0) return [];
  const categories = unseen.map(([word]) => word).slice(0, MOST_WORDS);
  return [{ feature, categories, rows: unseen.reduce((sum, [, count]) => sum + count, 0) }];
}

const CODES = 'codes of categories';

function learnedFrom({ fitted: { preprocessing, header }, train, test }: Subject): EvaluationData['learned'] {
  const rows = train.rows.length;
  const learned: EvaluationData['learned'] = [
    { what: 'which columns to drop, by their values without the target', on: 'all', rows: train.table.nRows },
    {
      what: preprocessing.keep_missing ? CODES : `medians and most frequent categories for missing values, ${CODES}`,
      on: 'train',
      rows,
    },
    ...(preprocessing.means ? [{ what: 'means and scales of the columns', on: 'train' as const, rows }] : []),
    { what: `the ${header.model_type}`, on: 'train', rows },
    { what: 'the metrics', on: 'test', rows: test.rows.length },
  ];
  return learned;
}
