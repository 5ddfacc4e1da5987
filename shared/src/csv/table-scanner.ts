import type { Column, ColumnProfile } from '../contracts/index.js';
import { ColumnProfiler } from './column-profiler.js';
import { checkHeader, headerName } from './header.js';
import { emptyProblem, lengthProblem, lineProblem, noRowProblem } from './problems.js';
import { TextCheck } from './text-check.js';
import { CsvTokenizer } from './tokenizer.js';
import { trimmedEnd, trimmedStart } from './trim.js';

/** A mark is kept for every so many rows: the byte offset at which such a row starts. */
export const ROWS_PER_MARK = 1000;
const MAX_SHOWN = 40;

/** What is known of a column before its values are seen; what is left out is told from them. */
export type KnownColumn = Partial<Omit<Column, 'name'>>;

export interface ScannedTable {
  readonly rows: number;
  readonly columns: Column[];
  readonly profile: ColumnProfile[];
  readonly row_marks: number[];
}

/**
 * Checks and describes CSV while its bytes go by, in memory that does not grow with the rows. Throws a problem that
 * names the line: no header, empty or repeated names, rows of another length, broken quotes, bytes that are no text.
 */
export class TableScanner {
  readonly #knownOf: (header: readonly string[]) => readonly KnownColumn[];
  #known: readonly KnownColumn[] = [];
  readonly #text = new TextCheck();
  readonly #tokenizer: CsvTokenizer;
  #names: string[] = [];
  #header: string[] | null = null;
  #profilers: ColumnProfiler[] = [];
  #rows = 0;
  #marks: number[] = [];

  /** `knownOf` answers what is known of the columns that the header names, in its order; it may throw a problem. */
  constructor(knownOf: (header: readonly string[]) => readonly KnownColumn[] = () => []) {
    this.#knownOf = knownOf;
    this.#tokenizer = new CsvTokenizer({
      field: (index, bytes, start, end) => this.#field(index, bytes, start, end),
      record: (nFields) => this.#record(nFields),
    });
  }

  /** Scans the bytes on their way. */
  async *through(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of chunks) {
      this.write(chunk);
      yield chunk;
    }
    this.end();
  }

  write(chunk: Uint8Array): void {
    this.#checkText(chunk);
    this.#tokenizer.write(chunk);
  }

  end(): void {
    this.#checkText();
    this.#tokenizer.end();
  }

  result(): ScannedTable {
    if (!this.#header) throw emptyProblem('The CSV');
    if (this.#rows === 0) throw noRowProblem();
    const columns = this.#profilers.map((profiler, index) => {
      return { ...this.#known[index], name: this.#header?.[index] ?? '', type: profiler.type };
    });
    const profile = this.#profilers.map((profiler) => profiler.profile());
    return { rows: this.#rows, columns, profile, row_marks: this.#marks };
  }

  #checkText(chunk?: Uint8Array): void {
    const fault = this.#text.faultOf(chunk);
    if (!fault) return;
    // What comes before it is read, so that the tokenizer is at the fault's line, and earlier faults are told first.
    if (chunk) this.#tokenizer.write(chunk.subarray(0, fault.at));
    this.#tokenizer.flush();
    throw lineProblem(this.#tokenizer.line, fault.message, { reason: fault.reason, values: {} });
  }

  #field(index: number, bytes: Buffer, from: number, to: number): void {
    if (this.#header === null) {
      this.#names[index] = headerName(bytes, from, to);
      return;
    }
    const start = trimmedStart(bytes, from, to);
    const end = trimmedEnd(bytes, start, to);
    if (!(this.#profilers[index]?.add(bytes, start, end) ?? true)) {
      const value = JSON.stringify(bytes.toString('utf8', start, end).slice(0, MAX_SHOWN));
      const column = this.#header[index];
      const said = { reason: 'not_a_number', values: { column, value } };
      throw lineProblem(this.#tokenizer.line, `${column} must be a number, got ${value}`, said);
    }
  }

  #record(nFields: number): void {
    if (this.#header === null) {
      this.#start(this.#names.slice(0, nFields));
    } else {
      if (nFields !== this.#header.length) {
        throw lengthProblem(this.#tokenizer.line, nFields, this.#header.length);
      }
      if (this.#rows % ROWS_PER_MARK === 0) this.#marks.push(this.#tokenizer.offset);
      this.#rows++;
    }
  }

  #start(header: string[]): void {
    checkHeader(header);
    this.#known = this.#knownOf(header);
    this.#header = header;
    this.#profilers = header.map((name, index) => new ColumnProfiler(name, this.#known[index]?.type));
  }
}
