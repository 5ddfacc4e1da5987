import { isAscii } from 'node:buffer';

/** The rows of a CSV text as they were written, one after the other, so that a result can repeat them. */
export class KeptRecords {
  #bytes = Buffer.allocUnsafe(4096);
  /** Record `i` is `#bytes[#ends[i - 1], #ends[i])`; the header is record 0. */
  readonly #ends: number[] = [];

  /** For the `onRecord` of a reader. */
  readonly keep = (bytes: Buffer, start: number, end: number): void => {
    const from = this.#ends.at(-1) ?? 0;
    const to = from + end - start;
    if (to > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(to, 2 * this.#bytes.length));
      this.#bytes.copy(grown, 0, 0, from);
      this.#bytes = grown;
    }
    bytes.copy(this.#bytes, from, start, end);
    this.#ends.push(to);
  };

  /** Number of records, the header included. */
  get length(): number {
    return this.#ends.length;
  }

  /** Bytes of all records together. */
  get byteLength(): number {
    return this.#ends.at(-1) ?? 0;
  }

  /** Text of record `index`, from 0 for the header. */
  text(index: number): string {
    return this.#bytes.toString('utf8', this.#startOf(index), this.#ends[index]);
  }

  /** Texts of the records from `first` on: cut from one text where each character is one byte, which is the faster way. */
  texts(first: number): string[] {
    const bytes = this.#bytes.subarray(this.#startOf(first), this.byteLength);
    const ends = this.#ends.slice(first);
    if (!isAscii(bytes)) return ends.map((_, i) => this.text(first + i));
    const text = bytes.toString('latin1');
    const from = this.#startOf(first);
    return ends.map((end, i) => text.slice(this.#startOf(first + i) - from, end - from));
  }

  /** Copies record `index` into `target` at `offset`; answers where it ends there. */
  copyTo(target: Buffer, offset: number, index: number): number {
    return offset + this.#bytes.copy(target, offset, this.#startOf(index), this.#ends[index]);
  }

  #startOf(index: number): number {
    return index === 0 ? 0 : this.#ends[index - 1];
  }
}
