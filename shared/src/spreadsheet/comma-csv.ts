import { CsvTokenizer, csvRecord } from '../csv/index.js';
import { withPoint } from './decimal-comma.js';
import type { Dialect } from './dialect.js';

const COMMA = 0x2c;
/** Of UTF-8 as `#cell` reads it: the last two end no-break spaces. */
const MAY_BE_NUMBER = /^\s*[+-]?(,|\d.*[.,\xa0\xaf])/;

/** Writes CSV of another dialect by RFC 4180, chunk by chunk. Each record stays on the line that it was on. */
export class CommaCsv {
  /** Records written, the header among them. */
  records = 0;
  /** Cells whose decimal comma became a point. */
  numbers = 0;
  readonly #tokenizer: CsvTokenizer;
  readonly #delimiter: string;
  readonly #decimalCommas: boolean;
  /** Records to leave out before the header. */
  #skip: number;
  readonly #cells: string[] = [];
  #text = '';
  /** The line that is written next, from 1. */
  #line = 1;

  constructor({ delimiter, decimalCommas, separatorLine }: Dialect) {
    this.#delimiter = delimiter;
    this.#decimalCommas = decimalCommas;
    this.#skip = separatorLine ? 1 : 0;
    const sink = {
      field: (index: number, bytes: Buffer, start: number, end: number) => {
        this.#cells[index] = this.#cell(bytes, start, end);
      },
      record: (nFields: number) => this.#record(nFields),
    };
    this.#tokenizer = new CsvTokenizer(sink);
  }

  write(chunk: Uint8Array): Buffer {
    this.#tokenizer.write(exchanged(chunk, this.#delimiter));
    return this.#take();
  }

  end(): Buffer {
    this.#tokenizer.end();
    return this.#take();
  }

  #take(): Buffer {
    const bytes = Buffer.from(this.#text, 'latin1');
    this.#text = '';
    return bytes;
  }

  /** A character for each byte: bytes that are no UTF-8 pass as they are, for who reads on to refuse. */
  #cell(bytes: Buffer, start: number, end: number): string {
    const text = exchangedBack(bytes.toString('latin1', start, end), this.#delimiter);
    if (!this.#decimalCommas || this.records === 0 || !MAY_BE_NUMBER.test(text)) return text;
    const number = withPoint(Buffer.from(text, 'latin1').toString().trim());
    if (number === undefined) return text;
    this.numbers++;
    return number;
  }

  #record(nFields: number): void {
    if (this.#skip > 0) {
      this.#skip--;
      return;
    }
    const emptyLines = '\n'.repeat(this.#tokenizer.line - this.#line);
    // A lone empty cell is quoted: an empty line would be no row.
    const record = csvRecord(this.#cells.slice(0, nFields)) || '""';
    this.#text += `${emptyLines}${record}\n`;
    this.#line = this.#tokenizer.line + record.split('\n').length;
    this.records++;
  }
}

/** A copy in which comma and delimiter have changed places: the tokenizer knows no delimiter but the comma. */
function exchanged(chunk: Uint8Array, delimiter: string): Buffer {
  const code = delimiter.charCodeAt(0);
  const bytes = Buffer.from(chunk);
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === code) bytes[at] = COMMA;
    else if (bytes[at] === COMMA) bytes[at] = code;
  }
  return bytes;
}

/** Only a quoted cell can hold both. */
function exchangedBack(text: string, delimiter: string): string {
  if (!text.includes(delimiter)) return text.replaceAll(',', delimiter);
  if (!text.includes(',')) return text.replaceAll(delimiter, ',');
  return Array.from(text, (it) => (it === ',' ? delimiter : it === delimiter ? ',' : it)).join('');
}
