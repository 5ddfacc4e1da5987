import { Problem } from '../contracts/index.js';
import { lineProblem } from './tokenizer.js';

const OTHER_DELIMITERS = [';', '\t', '|'];
const MAX_NAME_LENGTH = 1000;
/** As many as spreadsheets have. Each column is profiled, which costs memory whatever it holds. */
const MAX_COLUMNS = 16_384;

/** Throws a problem that lists every fault of a header line: names must be there, short enough and different. */
export function checkHeader(header: readonly string[]): void {
  const [only] = header;
  const delimiter = header.length === 1 ? OTHER_DELIMITERS.find((it) => only.includes(it)) : undefined;
  if (delimiter) throw lineProblem(1, `columns must be separated by commas, these are by ${JSON.stringify(delimiter)}`);
  if (header.length > MAX_COLUMNS) {
    throw lineProblem(1, `the header has ${header.length} columns; at most ${MAX_COLUMNS} are allowed`);
  }
  const seen = new Set<string>();
  const faults = header.flatMap((name, index) => {
    const fault = faultOf(name, seen);
    seen.add(name);
    return fault ? [{ path: 'line 1', message: `column ${index + 1} of the header ${fault}` }] : [];
  });
  if (faults.length > 0) throw new Problem('invalid_input', `line 1: ${faults[0].message}`, { errors: faults });
}

function faultOf(name: string, seen: ReadonlySet<string>): string | undefined {
  if (name === '') return 'has no name';
  if (name.length > MAX_NAME_LENGTH)
    return `has a name of ${name.length} characters; at most ${MAX_NAME_LENGTH} are allowed`;
  return seen.has(name) ? `repeats the name "${name}"` : undefined;
}
