const MAX_BYTES_PER_UNIT = 3;

/** Pieces of text in one buffer of UTF-8, of which any run of pieces is a slice. */
export class GrowingText {
  #bytes = Buffer.allocUnsafe(64 * 1024);
  /** Piece `i` is `#bytes[#ends[i], #ends[i + 1])`. */
  readonly #ends: number[] = [0];

  add(piece: string): void {
    const start = this.#ends[this.#ends.length - 1];
    const most = start + MAX_BYTES_PER_UNIT * piece.length;
    if (most > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(most, 2 * this.#bytes.length));
      this.#bytes.copy(grown, 0, 0, start);
      this.#bytes = grown;
    }
    this.#ends.push(start + this.#bytes.write(piece, start));
  }

  /** The pieces from `start` up to but not including `end`. */
  slice(start: number, end: number): Buffer {
    return this.#bytes.subarray(this.#ends[start], this.#ends[end]);
  }
}
