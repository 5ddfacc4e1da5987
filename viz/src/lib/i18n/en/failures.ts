import { formatsOf } from '../../format.js';
import type { Sentences } from '../sentence.js';
import { columns, number, rows } from './count.js';

const counted = (count: string | number | undefined) => number(Number(count));
const { bytes } = formatsOf('en');

/** Why a run has failed, by the reason of its error. */
export const failures: Sentences = {
  single_class: ({ column, class: label }) => `${column} must have at least 2 classes, got only ${label}.`,
  too_many_classes: ({ column, limit, classes }) =>
    `${column} may have at most ${counted(limit)} classes, got ${counted(classes)}.`,
  unusable_label: ({ column, class: label }) =>
    `${column} must have no class ${label}: JSON cannot have it as a key everywhere. Rename it.`,
  regression_not_supported: ({ column, distinct }) =>
    `${column} has ${counted(distinct)} distinct numbers; numbers are not predicted, classes are.`,
  few_labelled_rows: ({ column, rows: count }) =>
    `At least 2 rows must have a value of ${column}, got ${counted(count)}.`,
  folds_need_rows: ({ folds, rows: count }) =>
    `${counted(folds)} folds need as many training rows, got ${counted(count)}.`,
  no_test_rows: ({ rows: count, classes }) =>
    `${rows(Number(count))} of ${counted(classes)} classes leave none for the test: each class keeps one row, and equal rows stay together.`,
  no_known_class: ({ column }) => `No row of the test dataset has a class of ${column} that the model knows.`,
  no_features: ({ dropped }) => `No column is left to learn from; dropped: ${dropped}.`,
  too_many_columns: ({ limit, columns: count, widest }) =>
    `The features may give at most ${columns(Number(limit))} of numbers, got ${counted(count)}, one for each category; the most by ${widest}. Leave those out.`,
  too_many_neighbors: ({ limit, value }) =>
    `n_neighbors must be at most ${counted(limit)}, as many as there are training rows, got ${counted(value)}.`,
  infinite_values: ({ column, value }) => `${column} must hold finite numbers, got "${value}".`,
  missing_column: ({ column }) => `The dataset has no column ${column}.`,
  other_dataset: () => 'The dataset is not the one that the model was trained on.',
  missing_columns: ({ columns: lacked }) => `The test dataset lacks columns that the model needs: ${lacked}.`,
  memory_needed: ({ needed, limit, columns: count, widest }) =>
    `The training needs ${bytes(Number(needed))} of memory; ${bytes(Number(limit))} are allowed. It has ${columns(Number(count))} of numbers, the most by ${widest}.`,
  memory_grown: ({ megabytes, limit }) =>
    `The training grew to ${counted(megabytes)} MiB; ${counted(limit)} MiB are allowed.`,
  memory_ended: () => 'The training needed more memory than it may use, and was ended.',
  worker_died: ({ how }) => `The training's process ended unexpectedly (${how}).`,
  timeout: ({ seconds }) => `The training took longer than ${counted(seconds)} s and was ended.`,
  attempts_exhausted: ({ attempts }) =>
    `The training was cut short ${counted(attempts)} times by an end of the service and is not started again.`,
  interrupted: () => 'The service was stopped before the predictions were done; please run it again.',
  disk_full: () => 'The disk of ml_service is full; what the training made could not be kept.',
  internal_error: () => 'Something went wrong in the service; its log has the details.',
};
