import { type FieldError, Problem } from '../contracts/index.js';
import { lineProblem } from './problems.js';

const MAX_NAME_LENGTH = 1000;
/** As many as spreadsheets have. Each column is profiled, which costs memory whatever it holds. */
const MAX_COLUMNS = 16_384;

/** The name in a field of a header. Unlike cells, names are not rid of no-break spaces: a schema may have one in a name. */
export const headerName = (bytes: Buffer, start: number, end: number): string =>
  bytes.toString('utf8', start, end).replace(/^[ \t]+|[ \t]+$/g, '');

/** Throws a problem that lists every fault of a header line: names must be there, short enough and different. */
export function checkHeader(header: readonly string[]): void {
  if (header.length > MAX_COLUMNS) {
    const values = { columns: header.length, limit: MAX_COLUMNS };
    const message = `the header has ${header.length} columns; at most ${MAX_COLUMNS} are allowed`;
    throw lineProblem(1, message, { reason: 'header_columns', values });
  }
  const seen = new Set<string>();
  const faults = header.flatMap((name, index) => {
    const fault = faultOf(name, seen);
    seen.add(name);
    if (!fault) return [];
    const values = { column: index + 1, ...fault.values };
    return [{ ...fault, values, path: 'line 1', message: `column ${index + 1} of the header ${fault.message}` }];
  });
  if (faults.length > 0) throw new Problem('invalid_input', `line 1: ${faults[0].message}`, { errors: faults });
}

type Fault = Required<Omit<FieldError, 'path'>>;

function faultOf(name: string, seen: ReadonlySet<string>): Fault | undefined {
  if (name === '') return { message: 'has no name', reason: 'unnamed_column', values: {} };
  const { length } = name;
  if (length > MAX_NAME_LENGTH) {
    const message = `has a name of ${length} characters; at most ${MAX_NAME_LENGTH} are allowed`;
    return { message, reason: 'long_column_name', values: { length, limit: MAX_NAME_LENGTH } };
  }
  if (!seen.has(name)) return undefined;
  return { message: `repeats the name "${name}"`, reason: 'repeated_column', values: { name } };
}
