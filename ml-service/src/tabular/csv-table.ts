import {
  CsvTokenizer,
  checkHeader,
  emptyProblem,
  headerName,
  lengthProblem,
  lineProblem,
  type RecordSink,
  trimmedEnd,
  trimmedStart,
} from '@ml-microservices/shared/csv';
import { type ColumnBuilder, createColumnBuilder } from './column-builder.js';
import type { ColumnPlan, Table } from './table.js';

const MAX_QUOTED_VALUE = 40;

export interface CsvReadOptions {
  /** Called with the bytes of the header and of each row, without the line break, valid during the call only. */
  readonly onRecord?: (bytes: Buffer, start: number, end: number) => void;
}

/**
 * Reads CSV with a header line into typed columns, chunk by chunk: memory grows with the columns read, not with the
 * text. Cells and names are trimmed. Throws a problem that names the line for rows of another length than the header,
 * broken quotes, and words in a column that must be numeric.
 */
export class CsvTableReader {
  readonly #tokenizer: CsvTokenizer;
  readonly #plan: ColumnPlan;
  readonly #onRecord: CsvReadOptions['onRecord'];
  #header: string[] | null = null;
  #names: string[] = [];
  #builders: (ColumnBuilder | null)[] = [];
  #nRows = 0;

  constructor(plan: ColumnPlan, options: CsvReadOptions = {}) {
    this.#plan = plan;
    this.#onRecord = options.onRecord;
    const sink: RecordSink = {
      field: (index, bytes, start, end) => this.#field(index, bytes, start, end),
      record: (nFields, bytes, start, end) => this.#record(nFields, bytes, start, end),
    };
    this.#tokenizer = new CsvTokenizer(sink);
  }

  write(chunk: Uint8Array): void {
    this.#tokenizer.write(chunk);
  }

  /** The rows that were complete since the last take. Columns without a type in the plan are typed by these rows. */
  take(): Table {
    const nRows = this.#nRows;
    this.#nRows = 0;
    const columns = this.#builders.flatMap((builder) => (builder ? [builder.take(nRows)] : []));
    return { nRows, header: this.#header ?? [], columns };
  }

  /** Ends the text and takes the rest. Throws where there was no header. */
  end(): Table {
    this.#tokenizer.end();
    if (!this.#header) throw emptyProblem('The CSV text');
    return this.take();
  }

  #field(index: number, bytes: Buffer, from: number, to: number): void {
    if (this.#header === null) {
      this.#names[index] = headerName(bytes, from, to);
      return;
    }
    const start = trimmedStart(bytes, from, to);
    const end = trimmedEnd(bytes, start, to);
    const builder = this.#builders[index];
    if (builder && !builder.put(this.#nRows, bytes, start, end)) this.#refuseWord(index, bytes, start, end);
  }

  #record(nFields: number, bytes: Buffer, start: number, end: number): void {
    if (this.#header === null) this.#startRows(this.#names.slice(0, nFields));
    else if (nFields === this.#header.length) this.#nRows++;
    else {
      throw lengthProblem(this.#tokenizer.line, nFields, this.#header.length);
    }
    this.#onRecord?.(bytes, start, end);
  }

  #startRows(header: string[]): void {
    checkHeader(header);
    this.#header = header;
    this.#builders = header.map((name) => {
      const spec = this.#plan(name);
      return spec && createColumnBuilder(name, spec);
    });
  }

  #refuseWord(index: number, bytes: Buffer, start: number, end: number): never {
    const value = `"${bytes.toString('utf8', start, end).slice(0, MAX_QUOTED_VALUE)}"`;
    const column = this.#header?.[index] ?? '';
    const said = { reason: 'not_a_number', values: { column, value } };
    throw lineProblem(this.#tokenizer.line, `${column} must be a finite number, got ${value}`, said);
  }
}

/** The table of a CSV text, or of its UTF-8 bytes. */
export function readCsv(csv: string | Uint8Array, plan: ColumnPlan, options?: CsvReadOptions): Table {
  const reader = new CsvTableReader(plan, options);
  reader.write(typeof csv === 'string' ? Buffer.from(csv) : csv);
  return reader.end();
}

/** The table of CSV that comes in chunks of bytes. */
export async function readCsvStream(chunks: AsyncIterable<Uint8Array>, plan: ColumnPlan): Promise<Table> {
  const reader = new CsvTableReader(plan);
  for await (const chunk of chunks) reader.write(chunk);
  return reader.end();
}
