import { plural } from '../plural.js';
import type { Sentences } from '../sentence.js';
import { columns, number } from './count.js';

const counted = (count: string | number | undefined) => number(Number(count));
const fields = (count: string | number | undefined) => plural('en', Number(count), { one: 'field', other: 'fields' });

/** What is wrong with a field or a line, by its reason. */
export const faults: Sentences = {
  required: () => 'is required',
  minimum: ({ limit, value }) => `must be at least ${limit}, got ${value}`,
  maximum: ({ limit, value }) => `must be at most ${limit}, got ${value}`,
  exclusiveMinimum: ({ limit, value }) => `must be above ${limit}, got ${value}`,
  exclusiveMaximum: ({ limit, value }) => `must be below ${limit}, got ${value}`,
  minLength: ({ limit }) => `must have at least ${counted(limit)} characters`,
  maxLength: ({ limit }) => `must have at most ${counted(limit)} characters`,
  not_a_number: ({ column, value }) => `${column} must be a number, got ${value}`,
  unknown_column: ({ columns: known, value }) => `must be one of the columns ${known}, got "${value}"`,
  lacks_columns: ({ columns: lacked }) => `lacks columns that are needed: ${lacked}`,
  needed_column: () => 'is a column that the model needs',
  target_as_feature: ({ value }) => `must not be the target, got "${value}"`,
  target_needed: ({ columns: known }) => `is required: choose the column to predict; there are ${known}`,
  two_classes: ({ classes }) => `is for targets of two classes, this one has ${counted(classes)}`,
  unknown_class: ({ classes, value }) => `must be one of the classes ${classes}, got "${value}"`,
  offset_range: ({ limit, value }) => `must be from 0 to ${counted(limit)}, got ${counted(value)}`,
  row_expected: () => 'a row was expected after the header',
  field_count: ({ fields: count, header }) => `${fields(count)} where the header has ${counted(header)}`,
  row_too_long: ({ bytes }) => `the row has more than ${counted(bytes)} bytes; is a quote not closed?`,
  quote_not_closed: () => 'a quoted field is not closed',
  quote_goes_on: () => 'a quoted field goes on after its closing quote; a quote inside must be doubled',
  not_utf8: () => 'this is not UTF-8 text; save it as CSV UTF-8',
  archive: () => 'this is a workbook or an archive; save a sheet of it as CSV UTF-8',
  nul_byte: () => 'this is not text: it has a NUL byte',
  header_columns: ({ columns: count, limit }) =>
    `the header has ${columns(Number(count))}; at most ${counted(limit)} are allowed`,
  unnamed_column: ({ column }) => `column ${column} of the header has no name`,
  long_column_name: ({ column, length, limit }) =>
    `column ${column} of the header has a name of ${counted(length)} characters; at most ${counted(limit)} are allowed`,
  repeated_column: ({ column, name }) => `column ${column} of the header repeats the name "${name}"`,
};
