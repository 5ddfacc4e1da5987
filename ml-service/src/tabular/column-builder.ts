import {
  isMissingBytes,
  NOT_A_NUMBER,
  parseNumberBytes,
  parseNumberText,
  WordTable,
} from '@ml-microservices/shared/csv';
import { codeNamedBy } from './categories.js';
import type { CategoricalColumn, ColumnSpec, TableColumn } from './table.js';

const FIRST_CAPACITY = 64;

/** Collects the trimmed cells of one column; what was put into a row last counts. */
export interface ColumnBuilder {
  /** False where the cell cannot be one of this column. */
  put(row: number, bytes: Buffer, start: number, end: number): boolean;
  putMissing(row: number): void;
  /** The first `nRows` cells as a column; the builder starts anew, with the words it knows. */
  take(nRows: number): TableColumn;
}

export function createColumnBuilder(name: string, spec: ColumnSpec): ColumnBuilder {
  return spec.type === 'numeric' ? new NumericBuilder(name) : new WordBuilder(name, spec);
}

class NumericBuilder implements ColumnBuilder {
  #values = new Float64Array(FIRST_CAPACITY);

  constructor(readonly name: string) {}

  put(row: number, bytes: Buffer, start: number, end: number): boolean {
    return this.putNumber(row, start === end ? Number.NaN : parseNumberBytes(bytes, start, end));
  }

  putMissing(row: number): void {
    this.putNumber(row, Number.NaN);
  }

  putNumber(row: number, value: number): boolean {
    if (row >= this.#values.length) {
      const grown = new Float64Array(2 * row);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[row] = value;
    return value !== NOT_A_NUMBER;
  }

  take(nRows: number): TableColumn {
    const values = this.#values.slice(0, nRows);
    this.#values = new Float64Array(FIRST_CAPACITY);
    return { name: this.name, type: 'numeric', values };
  }
}

class WordBuilder implements ColumnBuilder {
  readonly #words: WordTable;
  #codes = new Int32Array(FIRST_CAPACITY);

  constructor(
    readonly name: string,
    readonly spec: ColumnSpec,
  ) {
    this.#words = new WordTable(spec.categories);
  }

  put(row: number, bytes: Buffer, start: number, end: number): boolean {
    this.#set(row, isMissingBytes(bytes, start, end) ? -1 : this.#words.codeOf(bytes, start, end));
    return true;
  }

  putMissing(row: number): void {
    this.#set(row, -1);
  }

  #set(row: number, code: number): void {
    if (row >= this.#codes.length) {
      const grown = new Int32Array(2 * row);
      grown.set(this.#codes);
      this.#codes = grown;
    }
    this.#codes[row] = code;
  }

  take(nRows: number): TableColumn {
    const codes = this.#codes.slice(0, nRows);
    this.#codes = new Int32Array(FIRST_CAPACITY);
    const column: CategoricalColumn = { name: this.name, type: 'categorical', codes, words: this.#words };
    if (this.spec.categories) return withCodesAsWords(column, this.spec.categories);
    return this.spec.type === undefined ? typedByValues(column) : column;
  }
}

/** Cells that hold the code of a category (`1`, `1.0`) become that category; a word always wins over a code. */
function withCodesAsWords(column: CategoricalColumn, categories: readonly string[]): CategoricalColumn {
  const { codes, words } = column;
  if (words.length === categories.length) return column;
  const codeOf = Int32Array.from({ length: words.length }, (_, code) =>
    code < categories.length ? code : (codeNamedBy(words.at(code) ?? '', categories) ?? code),
  );
  for (let row = 0; row < codes.length; row++) if (codes[row] >= 0) codes[row] = codeOf[codes[row]];
  return column;
}

/** Numeric if every word that occurs is a finite number; also where none occurs. */
function typedByValues(column: CategoricalColumn): TableColumn {
  const { name, codes, words } = column;
  const numbers = new Float64Array(words.length);
  for (let code = 0; code < words.length; code++) {
    numbers[code] = parseNumberText(words.at(code) ?? '');
    if (numbers[code] === NOT_A_NUMBER) return column;
  }
  return { name, type: 'numeric', values: Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : numbers[code])) };
}
