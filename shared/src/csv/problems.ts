import { invalidField, Problem, type Said } from '../contracts/index.js';

/** The problem of a line of CSV, counted from 1. */
export function lineProblem(line: number, message: string, said: Said = {}): Problem {
  return invalidField(`line ${line}`, message, said);
}

/** The problem of a table that ends after its header. */
export function noRowProblem(): Problem {
  return lineProblem(2, 'a row was expected after the header', { reason: 'row_expected', values: {} });
}

/** The problem of a row that is not as long as the header. */
export function lengthProblem(line: number, fields: number, header: number): Problem {
  const values = { fields, header };
  const message = `${fields} field${fields === 1 ? '' : 's'} where the header has ${header}`;
  return lineProblem(line, message, { reason: 'field_count', values });
}

/** The problem of text that has not even a header. */
export function emptyProblem(what: string): Problem {
  return new Problem('invalid_input', `${what} is empty: a header line was expected.`, {
    reason: 'csv_empty',
    values: {},
  });
}

/** The problem of a row of more bytes than are held at a time. */
export function longRowProblem(line: number, bytes: number): Problem {
  const message = `the row has more than ${bytes} bytes; is a quote not closed?`;
  return lineProblem(line, message, { reason: 'row_too_long', values: { bytes } });
}
