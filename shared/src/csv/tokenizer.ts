import { Problem } from '../contracts/index.js';

const [LF, CR, QUOTE, COMMA] = [0x0a, 0x0d, 0x22, 0x2c];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const MAX_RECORD_BYTES = 8 * 1024 * 1024;
const INCOMPLETE = -1;

/** Receives the fields of each record, then the record. The bytes are valid during the call only. */
export interface RecordSink {
  /** A record that the chunk cuts off is read again with the next chunk: its fields come again. */
  field(index: number, bytes: Buffer, start: number, end: number): void;
  /** All `nFields` of the record `bytes[start, end)` were given. */
  record(nFields: number, bytes: Buffer, start: number, end: number): void;
}

export function lineProblem(line: number, message: string): Problem {
  return new Problem('invalid_input', `line ${line}: ${message}`, { errors: [{ path: `line ${line}`, message }] });
}

/**
 * Reads CSV by RFC 4180 from chunks of UTF-8: fields separated by commas, quoted where they hold commas, quotes
 * (doubled) or line breaks; lines end with CRLF, LF or CR. Empty lines are skipped, a byte order mark too.
 */
export class CsvTokenizer {
  /** Number of the line on which the record being read starts, from 1. */
  line = 1;
  /** Where that record starts, in bytes from the start of the text. */
  offset = 0;
  #consumed = 0;
  readonly #sink: RecordSink;
  #rest: Buffer = Buffer.alloc(0);
  #started = false;
  #linesInRecord = 0;
  #unescaped = Buffer.alloc(0);
  #fieldStart = 0;
  #fieldEnd = 0;

  constructor(sink: RecordSink) {
    this.#sink = sink;
  }

  write(chunk: Uint8Array): void {
    const added = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#consume(this.#rest.length === 0 ? added : Buffer.concat([this.#rest, added]), false);
  }

  end(): void {
    this.#consume(this.#rest, true);
  }

  #consume(bytes: Buffer, last: boolean): void {
    let start = this.#started ? 0 : this.#skipMark(bytes, last);
    while (start < bytes.length) {
      const next = this.#readRecord(bytes, start, last);
      if (next === INCOMPLETE) break;
      start = next;
    }
    this.#consumed += start;
    // A copy: the chunk's memory belongs to whoever wrote it.
    this.#rest = Buffer.from(bytes.subarray(start));
    if (this.#rest.length > MAX_RECORD_BYTES) {
      throw lineProblem(this.line, `the row has more than ${MAX_RECORD_BYTES} bytes; is a quote not closed?`);
    }
  }

  #skipMark(bytes: Buffer, last: boolean): number {
    if (bytes.length < BYTE_ORDER_MARK.length && !last) return 0;
    this.#started = true;
    return BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte) ? BYTE_ORDER_MARK.length : 0;
  }

  /** Start of the next record, or `INCOMPLETE` where the record does not end in these bytes. */
  #readRecord(bytes: Buffer, start: number, last: boolean): number {
    const size = bytes.length;
    this.offset = this.#consumed + start;
    this.#linesInRecord = 0;
    if (bytes[start] === LF || bytes[start] === CR) return this.#endLine(bytes, start, last);
    let at = start;
    for (let index = 0; ; index++) {
      const end = this.#readField(bytes, at, last);
      if (end === INCOMPLETE) return INCOMPLETE;
      if (this.#fieldEnd >= 0) this.#sink.field(index, bytes, this.#fieldStart, this.#fieldEnd);
      else this.#sink.field(index, this.#unescaped, 0, -1 - this.#fieldEnd);
      if (end < size && bytes[end] === COMMA) {
        at = end + 1;
        continue;
      }
      const next = end === size ? size : this.#nextLine(bytes, end, last);
      if (next === INCOMPLETE) return INCOMPLETE;
      this.#sink.record(index + 1, bytes, start, end);
      this.line += this.#linesInRecord + 1;
      return next;
    }
  }

  #endLine(bytes: Buffer, at: number, last: boolean): number {
    const next = this.#nextLine(bytes, at, last);
    if (next !== INCOMPLETE) this.line++;
    return next;
  }

  #nextLine(bytes: Buffer, at: number, last: boolean): number {
    if (bytes[at] === LF) return at + 1;
    if (at + 1 === bytes.length && !last) return INCOMPLETE;
    return bytes[at + 1] === LF ? at + 2 : at + 1;
  }

  /** Sets the field's bounds and answers where its delimiter is, or the end of the last bytes. */
  #readField(bytes: Buffer, start: number, last: boolean): number {
    if (bytes[start] === QUOTE) return this.#readQuoted(bytes, start, last);
    const size = bytes.length;
    let at = start;
    for (; at < size; at++) {
      const byte = bytes[at];
      if (byte <= COMMA && (byte === COMMA || byte === LF || byte === CR)) break;
    }
    if (at === size && !last) return INCOMPLETE;
    this.#fieldStart = start;
    this.#fieldEnd = at;
    return at;
  }

  #readQuoted(bytes: Buffer, start: number, last: boolean): number {
    const size = bytes.length;
    let doubled = 0;
    let at = start + 1;
    for (; at < size; at++) {
      if (bytes[at] === LF) this.#linesInRecord++;
      if (bytes[at] !== QUOTE) continue;
      if (bytes[at + 1] !== QUOTE) break;
      doubled++;
      at++;
    }
    if (at + 1 >= size && !last) return INCOMPLETE;
    if (at >= size) throw lineProblem(this.line, 'a quoted field is not closed');
    const after = at + 1;
    if (after < size && bytes[after] !== COMMA && bytes[after] !== LF && bytes[after] !== CR) {
      throw lineProblem(this.line, 'a quoted field goes on after its closing quote; a quote inside must be doubled');
    }
    this.#fieldStart = start + 1;
    this.#fieldEnd = at;
    if (doubled > 0) this.#unescape(bytes, doubled);
    return after;
  }

  /** Copies the field with its doubled quotes halved; a negative `#fieldEnd` says that it is in `#unescaped`. */
  #unescape(bytes: Buffer, doubled: number): void {
    const length = this.#fieldEnd - this.#fieldStart - doubled;
    if (this.#unescaped.length < length) this.#unescaped = Buffer.alloc(2 * length);
    let from = this.#fieldStart;
    for (let to = 0; to < length; to++, from++) {
      this.#unescaped[to] = bytes[from];
      if (bytes[from] === QUOTE) from++;
    }
    this.#fieldEnd = -1 - length;
  }
}
