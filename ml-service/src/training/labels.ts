import type { ClassLabel } from '@ml-microservices/shared/contracts';
import { listed } from '@ml-microservices/shared/text';
import { classCodes, classesOf } from '../tabular/classes.js';
import type { TableColumn } from '../tabular/table.js';
import { TrainingError } from './training-error.js';

const MAX_CLASSES = 100;
/** Up to this many distinct numbers are classes whatever they are. */
const MAX_SURE_CLASSES = 20;

/** Scores and probabilities are objects by class, and readers of JSON refuse a key of this name or make it no key. */
const UNUSABLE_LABEL = '__proto__';

/** The rows of a table whose class is known, ascending, with its code; `classes[code]` is its label. */
export interface Labels {
  readonly classes: readonly ClassLabel[];
  readonly rows: Int32Array;
  readonly codes: Int32Array;
}

/** The classes of a target column, of two the positive one second. Throws a TrainingError where they cannot be learned. */
export function labelsOf(column: TableColumn, positive?: string): Labels {
  const usual = classesOf(column);
  const classes = usual.length === 2 && String(usual[0]) === positive ? usual.toReversed() : usual;
  const all = classCodes(column, classes, column.type);
  const rows = all.map((_, row) => row).filter((row) => all[row] >= 0);
  checkClasses(column.name, classes, rows.length);
  if (positive !== undefined) checkPositive(column.name, classes, positive);
  return { classes, rows, codes: all.filter((code) => code >= 0) };
}

function checkPositive(target: string, classes: readonly ClassLabel[], positive: string): void {
  const n = classes.length;
  if (n !== 2) {
    const message = `positive_class is for targets of two classes; ${target} has ${n}, got "${positive}"`;
    throw new TrainingError('invalid_parameters', message, { classes: n }, 'two_classes');
  }
  if (String(classes[1]) === positive) return;
  const known = listed(classes.map(String));
  const message = `positive_class must be one of the classes of ${target} (${known}), got "${positive}"`;
  throw new TrainingError('invalid_parameters', message, { classes: known, value: positive }, 'unknown_class');
}

function checkClasses(target: string, classes: readonly ClassLabel[], nRows: number): void {
  const n = classes.length;
  if (nRows < 2) {
    const message = `at least 2 rows must have a value of ${target}, got ${nRows}`;
    throw new TrainingError('too_few_rows', message, { column: target, rows: nRows }, 'few_labelled_rows');
  }
  if (n === 1) {
    const message = `${target} must have at least 2 classes, got only ${classes[0]}`;
    throw new TrainingError('single_class', message, { column: target, class: classes[0] });
  }
  if (classes.includes(UNUSABLE_LABEL)) {
    const message = `${target} must have no class ${UNUSABLE_LABEL}, which JSON cannot have as a key everywhere; please rename it`;
    throw new TrainingError('unusable_label', message, { column: target, class: UNUSABLE_LABEL });
  }
  if (areMeasurements(classes, nRows)) {
    const message = `regression is not supported; the target has ${n} distinct numbers (${target})`;
    throw new TrainingError('regression_not_supported', message, { column: target, distinct: n });
  }
  if (n > MAX_CLASSES) {
    const message = `${target} may have at most ${MAX_CLASSES} classes, got ${n}`;
    throw new TrainingError('too_many_classes', message, { column: target, limit: MAX_CLASSES, classes: n });
  }
}

/** More than 20 numbers, and either fractions among them, or more than 100, or as many as half of the rows. */
function areMeasurements(classes: readonly ClassLabel[], nRows: number): boolean {
  if (classes.length <= MAX_SURE_CLASSES || typeof classes[0] === 'string') return false;
  return classes.length > MAX_CLASSES || 2 * classes.length > nRows || !classes.every(Number.isInteger);
}
