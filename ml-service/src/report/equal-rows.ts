import type { DroppedColumn, EvaluationData, Notice } from '@ml-microservices/shared/contracts';
import { listed } from '@ml-microservices/shared/text';
import { groupEqualRows } from '../tabular/duplicate-rows.js';
import type { Table } from '../tabular/table.js';
import { joinTables } from './join-tables.js';
import type { Subject } from './subject.js';

/** Rows are equal where they are in every column; of two datasets, in every feature and the target. */
export function duplicatesOf(subject: Subject): EvaluationData['duplicates'] {
  const { fitted, train, test } = subject;
  const apart = train.table !== test.table;
  const { features, target } = fitted.preprocessing;
  const names = [target, ...features.map(({ name }) => name)];
  const table = apart ? joinTables(train.table, test.table, names) : train.table;
  return equalRows(subject, table, apart ? train.table.nRows : 0);
}

/** Warns of test rows that equal a training row in all but identifiers: the split keeps only whole copies on one side. */
export function warnOfCopies(subject: Subject): Notice[] {
  const { fitted, train, test } = subject;
  const identifiers = fitted.preprocessing.dropped.filter(isIdentifier).map(({ name }) => name);
  if (identifiers.length === 0 || train.table !== test.table) return [];
  const columns = train.table.columns.filter(({ name }) => !identifiers.includes(name));
  const { shared: count } = equalRows(subject, { ...train.table, columns }, 0);
  if (count === 0) return [];
  const values = { count, rows: test.rows.length, columns: listed(identifiers) };
  const message = `${count} of ${values.rows} test rows equal a training row in every column but ${values.columns}: if they are copies, the figures are too good`;
  return [{ code: 'copies_but_for_identifiers', values, message }];
}

const isIdentifier = ({ code, values }: DroppedColumn): boolean =>
  code === 'distinct' || code === 'rising' || (code === 'marked' && values?.role === 'identifier');

/** Of a table of both sides, whose test rows begin at row `first`. */
function equalRows({ train, test }: Subject, table: Table, first: number): EvaluationData['duplicates'] {
  const { groupOf, nGroups } = groupEqualRows(table);
  const learned = new Set(train.rows.map((row) => groupOf[row]));
  const shared = test.rows.filter((row) => learned.has(groupOf[first + row])).length;
  return { rows: table.nRows - nGroups, shared };
}
