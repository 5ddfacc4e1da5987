import { GrowingBytes } from './growing-bytes.js';

/** The rows of a CSV text as they were written, one after the other, so that a result can repeat them. */
export class KeptRecords {
  readonly #records = new GrowingBytes();
  /** Record `i` is `[#ends[i - 1], #ends[i])` of the bytes; the header is record 0. */
  readonly #ends: number[] = [];

  /** For the `onRecord` of a reader. */
  readonly keep = (bytes: Buffer, start: number, end: number): void => {
    this.#records.add(bytes, start, end);
    this.#ends.push(this.#records.length);
  };

  /** Number of records, the header included. */
  get length(): number {
    return this.#ends.length;
  }

  /** Text of record `index`, from 0 for the header. */
  text(index: number): string {
    return this.#records.bytes.toString('utf8', this.#startOf(index), this.#ends[index]);
  }

  /** Adds the records from `first` on to `target`, each followed by what `after` adds. */
  addTo(target: GrowingBytes, first: number, after: (index: number) => void): void {
    const { bytes } = this.#records;
    for (let index = first; index < this.length; index++) {
      target.add(bytes, this.#startOf(index), this.#ends[index]);
      after(index - first);
    }
  }

  #startOf(index: number): number {
    return index === 0 ? 0 : this.#ends[index - 1];
  }
}
