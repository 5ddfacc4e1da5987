import { GrowingBytes } from './growing-bytes.js';

/** Rows of a CSV text as they were written, one after the other: row `i` is `bytes[ends[i - 1], ends[i])`. */
export interface Records {
  readonly bytes: Uint8Array;
  readonly ends: Int32Array;
}

/** Keeps the rows of a CSV text, so that a result can repeat them. */
export class KeptRecords {
  readonly #bytes = new GrowingBytes();
  readonly #ends: number[] = [];

  /** For the `onRecord` of a reader. */
  readonly keep = (bytes: Buffer, start: number, end: number): void => {
    this.#bytes.add(bytes, start, end);
    this.#ends.push(this.#bytes.length);
  };

  /** Number of records, the header included. */
  get length(): number {
    return this.#ends.length;
  }

  /** The header, which is the first record. */
  get header(): string {
    return this.#bytes.bytes.toString('utf8', 0, this.#ends[0]);
  }

  /** The records from `first` on. */
  from(first: number): Records {
    const start = first === 0 ? 0 : this.#ends[first - 1];
    const ends = new Int32Array(this.length - first);
    for (let i = 0; i < ends.length; i++) ends[i] = this.#ends[first + i] - start;
    return { bytes: this.#bytes.bytes.subarray(start), ends };
  }
}
