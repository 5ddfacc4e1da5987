import type { ClassLabel, Notice, Preprocessing } from '@ml-microservices/shared/contracts';
import { listed } from '@ml-microservices/shared/text';
import { classCodes, OTHER_CLASS } from '../tabular/classes.js';
import { columnsByName, type Table } from '../tabular/table.js';
import type { LabelledRows } from './split-rows.js';
import { TrainingError } from './training-error.js';

/** The rows of a test dataset whose class the model knows, and what to say of the others. */
export function testRowsOf(
  table: Table,
  { features, target, target_type }: Preprocessing,
  classes: readonly ClassLabel[],
): LabelledRows & { readonly warnings: readonly Notice[] } {
  const byName = columnsByName(table);
  const missing = [target, ...features.map(({ name }) => name)].filter((name) => !byName.has(name));
  const column = byName.get(target);
  if (!column || missing.length > 0) {
    const columns = listed(missing);
    throw new TrainingError('missing_columns', `the test dataset lacks columns that the model needs: ${columns}`, {
      columns,
    });
  }
  const all = classCodes(column, classes, target_type);
  const rows = Int32Array.from(all.keys()).filter((row) => all[row] >= 0);
  if (rows.length === 0) {
    const message = `no row of the test dataset has a class of ${target} that the model knows`;
    throw new TrainingError('too_few_rows', message, { column: target }, 'no_known_class');
  }
  const other = all.filter((code) => code === OTHER_CLASS).length;
  const unlabelled = all.length - rows.length - other;
  const warnings = [
    ...leftOut('unlabelled_test_rows', { count: unlabelled, column: target }, `without a value of ${target}`),
    ...leftOut(
      'unseen_class_test_rows',
      { count: other, column: target },
      `with a class of ${target} that the model has not seen`,
    ),
  ];
  return { rows, codes: all.filter((code) => code >= 0), warnings };
}

function leftOut(code: string, values: { count: number; column: string }, why: string): Notice[] {
  const { count } = values;
  if (count === 0) return [];
  return [{ code, values, message: `${count} ${count === 1 ? 'row' : 'rows'} of the test dataset ${why} left out` }];
}
