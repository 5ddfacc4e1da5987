import type { Sentences } from '../sentence.js';
import { number, rows } from './count.js';

/** Warnings by their code. */
export const notices: Sentences = {
  unlabelled_rows: ({ count, rows: all, column }) =>
    `${number(Number(count))} of ${rows(Number(all))} have no value of ${column}; left out`,
  unread_numbers: ({ columns: names, value }) =>
    `${names}: taken for words though nearly all look like numbers, for “${value}” is none; write 1234.5, and leave missing values empty`,
  dates_as_words: ({ columns: names, value }) =>
    `${names}: dates, as “${value}”, are taken for words, which have no order; to learn from them, give them as numbers, such as days since a date, month and weekday`,
  unlabelled_test_rows: ({ count, column }) =>
    `${rows(Number(count))} of the test dataset without a value of ${column} left out`,
  unseen_class_test_rows: ({ count, column }) =>
    `${rows(Number(count))} of the test dataset with a class of ${column} that the model has not seen left out`,
  unseen_category: ({ column, count }) =>
    `${column}: a category that no training row has, in ${rows(Number(count))} of the test`,
  not_converged: ({ iterations, max_iter, gradient, tol }) =>
    `Logistic regression stopped after ${iterations} of ${max_iter} iterations before it converged: the largest gradient component is ${gradient}, tol is ${tol}`,
  column_gives_away: ({ feature, target, right, rows: all }) =>
    `${feature} alone tells ${target} of ${number(Number(right))} of ${rows(Number(all))} of the test: is it a copy, or known only afterwards? Then leave it out, for the figures are of no use`,
  copies_but_for_identifiers: ({ count, rows: all, columns }) =>
    `${number(Number(count))} of ${rows(Number(all))} of the test equal a training row in every column but ${columns}: if they are copies, the figures are too good`,
  few_test_rows: ({ rows: count }) => `Only ${rows(Number(count))} in the test: the intervals are wide`,
  importances_left_out: ({ shown, features }) =>
    `Importances are of ${number(Number(shown))} of ${number(Number(features))} features`,
  slices_left_out: ({ shown, features }) =>
    `Slices are of the first ${number(Number(shown))} of ${number(Number(features))} features`,
  mistakes_left_out: ({ shown, columns }) =>
    `The worst mistakes are shown with the first ${number(Number(shown))} of ${number(Number(columns))} columns`,
  coefficients_left_out: ({ most, columns }) =>
    `Coefficients are listed for up to ${number(Number(most))} columns, and there are ${number(Number(columns))}`,
  curves_left_out: ({ shown, classes }) =>
    `Curves are of the ${number(Number(shown))} of ${number(Number(classes))} classes with the most rows in the test`,
  correlated_features: ({ feature, other, r }) =>
    `${feature} and ${other} go together (r ${r}): they share their importance and their coefficients`,
  class_never_found: ({ class: label }) =>
    `No test row of class ${label} is predicted so: intervals of the Matthews correlation, of kappa and of averages of F1, where there are any, are too narrow`,
  few_of_class: ({ count, class: label }) => `Only ${rows(Number(count))} of class ${label} in the test`,
};

/** Why a column was left out, by the code of the reason. */
export const reasons: Sentences = {
  not_asked: () => 'not among the features asked for',
  marked: ({ role }) => `the dataset marks it as ${role}`,
  mostly_missing: ({ missing, rows: all }) => `mostly missing: ${number(Number(missing))} of ${number(Number(all))}`,
  constant: ({ value }) => `constant: every value is ${value}`,
  rising: () => 'identifier: the numbers rise by one from row to row',
  distinct: () => 'identifier: every value is different',
  free_text: ({ distinct, rows: all }) =>
    `free text: ${number(Number(distinct))} different values in ${rows(Number(all))}`,
};

/** What was done to rows before they were stored or predicted, by the code of the step. */
export const steps: Sentences = {
  read_encoding: ({ encoding }) => `characters beyond ASCII read as ${encoding}`,
  read_delimiter: ({ delimiter }) => `rows read with ${delimiter} between fields`,
  read_decimal_commas: () => 'numbers read with a decimal comma',
  trim_text: () => 'cells whose text had blanks around it',
  mark_missing: () => 'cells without a value: empty, NA, N/A, NaN, null or ?',
  type_columns: () => 'columns typed by the data dictionary',
  keep_as_text: ({ columns: names }) => (names === undefined ? '' : `not all numbers, so kept as text: ${names}`),
  drop_duplicates: () => 'exact duplicate rows dropped',
};
