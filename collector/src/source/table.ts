import type { Cell, Column, ColumnProfile } from '@ml-microservices/shared/contracts';
import { CsvTokenizer, lineProblem, readCell, TableScanner } from '@ml-microservices/shared/csv';
import { StartError } from '@ml-microservices/shared/service';
import Papa from 'papaparse';
import type { Dictionary } from './dictionary.js';
import { GrowingText } from './growing-text.js';

/** A table of CSV whose every row is ready to be sent, so that a batch is a slice of bytes. */
export interface Table {
  readonly profile: readonly ColumnProfile[];
  readonly rows: number;
  /** The rows `[start, end)` as pieces of JSON: objects by column names, in a list. */
  json(start: number, end: number): Buffer[];
  /** The header and the rows `[start, end)` as RFC 4180 has them. */
  csv(start: number, end: number): Buffer;
}

/** Throws a problem that names the line where the CSV is broken or is not what the dictionary says. */
export function readTable(bytes: Buffer, dictionary: Dictionary): Table {
  const scanner = new TableScanner((header) => {
    const absent = [...dictionary.keys()].filter((name) => !header.includes(name));
    if (absent.length > 0)
      throw new StartError(`has no column ${absent.join(', ')}, which the data dictionary describes`);
    return header.map((name) => dictionary.get(name) ?? {});
  });
  scanner.write(bytes);
  scanner.end();
  const { columns, profile, rows } = scanner.result();
  return { profile, rows, ...renderRows(bytes, columns) };
}

function renderRows(bytes: Buffer, columns: readonly Column[]): Pick<Table, 'json' | 'csv'> {
  const json = new GrowingText();
  const csv = new GrowingText();
  const names = columns.map(({ name }) => name);
  const keys = names.map((name, index) => `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`);
  const header = Buffer.from(csvLine(names));
  eachRow(bytes, columns, (cells) => {
    json.add(`${keys.map((key, index) => key + JSON.stringify(cells[index])).join('')}},`);
    csv.add(csvLine(cells));
  });
  return {
    json: (start, end) => [OPEN, withoutComma(json.slice(start, end)), CLOSE],
    csv: (start, end) => Buffer.concat([header, csv.slice(start, end)]),
  };
}

const OPEN = Buffer.from('[');
const CLOSE = Buffer.from(']');
const withoutComma = (rows: Buffer) => rows.subarray(0, Math.max(0, rows.length - 1));

/** A row of one missing value is a quoted empty text: an empty line would be no row. */
function csvLine(cells: readonly Cell[]): string {
  const line = cells.length === 1 && cells[0] === null ? '""' : Papa.unparse([cells]);
  return `${line}\r\n`;
}

function eachRow(bytes: Buffer, columns: readonly Column[], use: (cells: readonly Cell[]) => void): void {
  const cells: Cell[] = new Array(columns.length).fill(null);
  const categories = columns.map((column) => column.categories && new Set(column.categories));
  let isHeader = true;
  const tokenizer = new CsvTokenizer({
    field(index, chunk, start, end) {
      if (isHeader) return;
      const cell = readCell(chunk.toString('utf8', start, end), columns[index].type);
      if (typeof cell === 'string' && categories[index]?.has(cell.trim()) === false) {
        const { name, categories = [] } = columns[index];
        throw lineProblem(
          tokenizer.line,
          `${name} must be one of ${categories.join(', ')}, got ${JSON.stringify(cell)}`,
        );
      }
      cells[index] = cell;
    },
    record() {
      if (!isHeader) use(cells);
      isHeader = false;
    },
  });
  tokenizer.write(bytes);
  tokenizer.end();
}
