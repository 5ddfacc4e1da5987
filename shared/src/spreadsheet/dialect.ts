import Papa from 'papaparse';
import { hasDecimalCommas } from './decimal-comma.js';

/** How a text differs from RFC 4180 with numbers as programs write them. */
export interface Dialect {
  readonly delimiter: string;
  /** Numbers are written as 1,5 and 1.000,5. */
  readonly decimalCommas: boolean;
  /** The first line is none of the table: it tells Excel the delimiter. */
  readonly separatorLine: boolean;
}

export const RFC_4180: Dialect = { delimiter: ',', decimalCommas: false, separatorLine: false };

const OTHER_DELIMITERS = [';', '\t', '|'];
const SEPARATOR_LINE = /^\ufeff?sep=([^\w"\u0080-\uffff])?\s*$/i;

/** Whether the text's first line alone tells that it is RFC 4180. */
export function isPlain(text: string): boolean {
  const line = firstLine(text);
  return line.length < text.length && !hasOther(line) && !SEPARATOR_LINE.test(line);
}

/**
 * The dialect of CSV that begins with `sample`, the whole text if `isWhole`. The delimiter is the one that gives each
 * row as many fields as the header, and the most of them; the comma where that does not decide.
 */
export function dialectOf(sample: string, isWhole: boolean): Dialect {
  const line = firstLine(sample);
  const named = SEPARATOR_LINE.exec(line);
  if (!named && !hasOther(line)) return RFC_4180;
  const table = named ? sample.slice(line.length).trimStart() : sample;
  // Papa Parse knows one line end in a text; files that were joined have several.
  const text = table.replaceAll(/\r\n?/g, '\n');
  const delimiters = named ? [named[1] ?? ','] : [',', ...OTHER_DELIMITERS];
  const shapes = delimiters.map((delimiter) => shapeOf(text, delimiter, isWhole));
  const [best] = shapes.filter(isTable).sort((one, other) => other.nFields - one.nFields);
  const { delimiter, rows } = best ?? shapes.find(({ nFields }) => nFields > 1) ?? shapes[0];
  if (delimiter === ',' && !named) return RFC_4180;
  const cells = rows.slice(1).flatMap((row) => row.map((cell) => cell.trim()));
  return { delimiter, decimalCommas: delimiter !== ',' && hasDecimalCommas(cells), separatorLine: named !== null };
}

interface Shape {
  readonly delimiter: string;
  readonly rows: readonly string[][];
  readonly nFields: number;
  /** All rows are as long as the header. */
  readonly isEven: boolean;
}

function shapeOf(text: string, delimiter: string, isWhole: boolean): Shape {
  const { data } = Papa.parse<string[]>(text, { delimiter, newline: '\n', skipEmptyLines: true });
  const rows = isWhole || data.length === 1 ? data : data.slice(0, -1);
  const nFields = rows[0]?.length ?? 0;
  return { delimiter, rows, nFields, isEven: rows.every(({ length }) => length === nFields) };
}

const isTable = ({ isEven, nFields }: Shape) => isEven && nFields > 1;
const firstLine = (text: string) => /^[\r\n]*[^\r\n]*/.exec(text)?.[0] ?? '';
const hasOther = (line: string) => OTHER_DELIMITERS.some((delimiter) => line.includes(delimiter));
