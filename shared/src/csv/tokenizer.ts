import { lineProblem, longRowProblem } from './problems.js';

const [LF, CR, QUOTE, COMMA] = [0x0a, 0x0d, 0x22, 0x2c];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const MAX_RECORD_BYTES = 8 * 1024 * 1024;
const INCOMPLETE = -1;

/** Receives the fields of each record once it is whole, then the record. The bytes are valid during the call only. */
export interface RecordSink {
  field(index: number, bytes: Buffer, start: number, end: number): void;
  /** All `nFields` of the record `bytes[start, end)` were given. */
  record(nFields: number, bytes: Buffer, start: number, end: number): void;
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
  /** `#held[0, #heldBytes)` is the start of a record whose end did not come yet. */
  #held = Buffer.alloc(0);
  #heldBytes = 0;
  /** How many of them were looked at already. */
  #seenBytes = 0;
  #started = false;
  #linesInRecord = 0;
  #unescaped = Buffer.alloc(0);
  /** Field `i` of the record being read is `bytes[#bounds[3 * i], #bounds[3 * i + 1])`, then its doubled quotes. */
  #bounds = new Int32Array(3 * 64);

  constructor(sink: RecordSink) {
    this.#sink = sink;
  }

  write(chunk: Uint8Array): void {
    const added = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.#heldBytes === 0) {
      this.#consume(added, false);
      return;
    }
    this.#hold(added);
    // A long record that comes in small pieces is looked at each time it has doubled, not with each piece.
    if (this.#heldBytes >= 2 * this.#seenBytes || this.#heldBytes > MAX_RECORD_BYTES) this.flush();
  }

  /** Reads what was written so far, so that `line` is where the text has come to. */
  flush(): void {
    this.#consume(this.#held.subarray(0, this.#heldBytes), false);
  }

  end(): void {
    this.#consume(this.#held.subarray(0, this.#heldBytes), true);
  }

  #consume(bytes: Buffer, last: boolean): void {
    let start = 0;
    let next = this.#started ? 0 : this.#skipMark(bytes, last);
    while (next !== INCOMPLETE) {
      start = next;
      next = start < bytes.length ? this.#readRecord(bytes, start, last) : INCOMPLETE;
    }
    this.#consumed += start;
    this.#heldBytes = 0;
    this.#hold(bytes.subarray(start));
    this.#seenBytes = this.#heldBytes;
    if (this.#heldBytes > MAX_RECORD_BYTES) throw longRowProblem(this.line, MAX_RECORD_BYTES);
  }

  /** Copies bytes behind those that are held: the chunk's memory belongs to whoever wrote it. */
  #hold(bytes: Buffer): void {
    const size = this.#heldBytes + bytes.length;
    const held = size <= this.#held.length ? this.#held : Buffer.alloc(2 * size);
    if (held !== this.#held) this.#held.copy(held, 0, 0, this.#heldBytes);
    bytes.copy(held, this.#heldBytes);
    this.#held = held;
    this.#heldBytes = size;
  }

  #skipMark(bytes: Buffer, last: boolean): number {
    const isCut = bytes.length < BYTE_ORDER_MARK.length && !last;
    if (isCut && bytes.every((byte, i) => byte === BYTE_ORDER_MARK[i])) return INCOMPLETE;
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
      const end = this.#readField(bytes, at, index, last);
      if (end === INCOMPLETE) return INCOMPLETE;
      if (end < size && bytes[end] === COMMA) {
        at = end + 1;
        continue;
      }
      const next = end === size ? size : this.#nextLine(bytes, end, last);
      if (next === INCOMPLETE) return INCOMPLETE;
      this.#giveFields(bytes, index + 1);
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

  #giveFields(bytes: Buffer, nFields: number): void {
    const bounds = this.#bounds;
    for (let index = 0, at = 0; index < nFields; index++, at += 3) {
      const start = bounds[at];
      const end = bounds[at + 1];
      const doubled = bounds[at + 2];
      if (doubled === 0) this.#sink.field(index, bytes, start, end);
      else {
        const length = this.#unescape(bytes, start, end, doubled);
        this.#sink.field(index, this.#unescaped, 0, length);
      }
    }
  }

  #setBounds(index: number, start: number, end: number, doubled: number): void {
    const at = 3 * index;
    if (at === this.#bounds.length) {
      const grown = new Int32Array(2 * at);
      grown.set(this.#bounds);
      this.#bounds = grown;
    }
    this.#bounds[at] = start;
    this.#bounds[at + 1] = end;
    this.#bounds[at + 2] = doubled;
  }

  /** Sets the field's bounds and answers where its delimiter is, or the end of the last bytes. */
  #readField(bytes: Buffer, start: number, index: number, last: boolean): number {
    if (bytes[start] === QUOTE) return this.#readQuoted(bytes, start, index, last);
    const size = bytes.length;
    let at = start;
    for (; at < size; at++) {
      const byte = bytes[at];
      if (byte <= COMMA && (byte === COMMA || byte === LF || byte === CR)) break;
    }
    if (at === size && !last) return INCOMPLETE;
    this.#setBounds(index, start, at, 0);
    return at;
  }

  #readQuoted(bytes: Buffer, start: number, index: number, last: boolean): number {
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
    if (at >= size)
      throw lineProblem(this.line, 'a quoted field is not closed', { reason: 'quote_not_closed', values: {} });
    const after = at + 1;
    if (after < size && bytes[after] !== COMMA && bytes[after] !== LF && bytes[after] !== CR) {
      const message = 'a quoted field goes on after its closing quote; a quote inside must be doubled';
      throw lineProblem(this.line, message, { reason: 'quote_goes_on', values: {} });
    }
    this.#setBounds(index, start + 1, at, doubled);
    return after;
  }

  /** Copies the field `bytes[start, end)` with its doubled quotes halved; answers its length. */
  #unescape(bytes: Buffer, start: number, end: number, doubled: number): number {
    const length = end - start - doubled;
    if (this.#unescaped.length < length) this.#unescaped = Buffer.alloc(2 * length);
    for (let from = start, to = 0; to < length; to++, from++) {
      this.#unescaped[to] = bytes[from];
      if (bytes[from] === QUOTE) from++;
    }
    return length;
  }
}
