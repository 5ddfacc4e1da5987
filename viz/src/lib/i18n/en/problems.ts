import { formatsOf } from '../../format.js';
import type { Sentences } from '../sentence.js';
import { number, rows } from './count.js';

const { bytes } = formatsOf('en');

/** What happened, by the reason of a problem. */
export const problems: Sentences = {
  unknown_id: ({ noun, id }) => `There is no ${noun} ${id}.`,
  service_unreachable: ({ service }) => `${service} is not reachable.`,
  service_late: ({ service }) => `${service} did not answer in time.`,
  service_broke_off: ({ service }) => `${service} broke off its answer.`,
  run_finished: ({ id, status }) => `Run ${id} is ${status} and cannot be cancelled.`,
  run_unfinished: ({ id, status }) => `Run ${id} is ${status}; cancel it first.`,
  name_taken: ({ id, name }) => `Model ${id} is already named "${name}".`,
  name_claimed: ({ id, name }) => `Run ${id} is to make a model named "${name}".`,
  replaced_gone: ({ id, name }) => `There is no model ${id} to take the name "${name}" from.`,
  replaced_renamed: ({ id, name, now }) => `Model ${id} is not named "${name}", but "${now}".`,
  other_test_data: ({ model, other }) =>
    `Models can only be compared on the same test rows; models ${model} and ${other} were judged on different datasets. Train both with the same test dataset.`,
  other_target: ({ model, other }) =>
    `Models can only be compared on the same test rows; models ${model} and ${other} predict different columns.`,
  other_classes: ({ model, other }) =>
    `Models can only be compared on the same test rows; models ${model} and ${other} know different classes. Train both with the same test dataset.`,
  other_positive_class: ({ model, other }) =>
    `Models can only be compared where the same class is the positive one; for models ${model} and ${other} it is not.`,
  other_test_rows: ({ model, other }) =>
    `Models can only be compared on the same test rows; models ${model} and ${other} were judged on different ones. Train both with the same test dataset.`,
  lacks_columns: ({ columns: lacked }) => `The input lacks columns that the model needs: ${lacked}.`,
  csv_empty: () => 'The CSV is empty: a header line was expected.',
  file_too_large: ({ limit }) => `The file is larger than ${bytes(Number(limit))}.`,
  infer_file_too_large: ({ limit }) =>
    `The file is larger than ${bytes(Number(limit))}. Upload it as a dataset, and predict that.`,
  storage_full: () => 'The disk is full; nothing new is stored until there is room.',
  in_use: ({ count }) =>
    `It is in use; runs working with it: ${number(Number(count))}. Wait for them to end, or cancel them.`,
  source_at_end: ({ rows: all, source }) =>
    `All ${rows(Number(all))} of ${source} were given. Reset the cursor, or start after an earlier row.`,
  rows_not_stored: ({ offset }) =>
    `The rows after row ${number(Number(offset))} are not stored; collect them again by starting after row ${number(Number(offset))}.`,
  too_many_rows: ({ limit }) => `At most ${rows(Number(limit))} are predicted at once.`,
  report_under_way: ({ model }) => `The report of model ${model} is still being made. Ask for it again in a while.`,
  verification_under_way: ({ model }) => `Model ${model} is still being trained again. Ask for it again in a while.`,
  few_drift_rows: ({ limit, input, training }) =>
    `Rows are compared from ${number(Number(limit))} on; the inference has ${number(Number(input))} and the training had ${number(Number(training))}.`,
  no_drift: ({ id }) => `Run ${id} is no completed inference whose model is there.`,
  queue_full: ({ limit }) => `${number(Number(limit))} trainings wait already. Try again when some are done.`,
};
