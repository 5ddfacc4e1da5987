import type { ClassLabel, Preprocessing } from '@ml-microservices/shared/contracts';
import { classCodes, OTHER_CLASS } from '../tabular/classes.js';
import { listed } from '../tabular/listed.js';
import { columnsByName, type Table } from '../tabular/table.js';
import type { LabelledRows } from './split-rows.js';
import { TrainingError } from './training-error.js';

/** The rows of a test dataset whose class the model knows, and what to say of the others. */
export function testRowsOf(
  table: Table,
  { features, target, target_type }: Preprocessing,
  classes: readonly ClassLabel[],
): LabelledRows & { readonly warnings: readonly string[] } {
  const columns = columnsByName(table);
  const missing = [target, ...features.map(({ name }) => name)].filter((name) => !columns.has(name));
  const column = columns.get(target);
  if (!column || missing.length > 0) {
    throw new TrainingError(
      'missing_columns',
      `the test dataset lacks columns that the model needs: ${listed(missing)}`,
    );
  }
  const all = classCodes(column, classes, target_type);
  const rows = Int32Array.from(all.keys()).filter((row) => all[row] >= 0);
  if (rows.length === 0) {
    throw new TrainingError('too_few_rows', `no row of the test dataset has a class of ${target} that the model knows`);
  }
  const other = all.filter((code) => code === OTHER_CLASS).length;
  const unlabelled = all.length - rows.length - other;
  const warnings = [
    ...leftOut(unlabelled, `without a value of ${target}`),
    ...leftOut(other, `with a class of ${target} that the model has not seen`),
  ];
  return { rows, codes: all.filter((code) => code >= 0), warnings };
}

const leftOut = (count: number, why: string) =>
  count === 0 ? [] : [`${count} ${count === 1 ? 'row' : 'rows'} of the test dataset ${why} left out`];
