const FIRST_ROOM = 4096;

/** Bytes that are put together piece by piece. */
export class GrowingBytes {
  #bytes = Buffer.allocUnsafe(FIRST_ROOM);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** All bytes so far; valid until the next call of `add`. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  add(source: Uint8Array, start = 0, end = source.length): void {
    const from = this.#length;
    this.#length += end - start;
    if (this.#length > this.#bytes.length) this.#grow();
    const bytes = this.#bytes;
    // One by one: for a few that is faster than a copy, which makes an object for each call.
    for (let i = 0; i < end - start; i++) bytes[from + i] = source[start + i];
  }

  #grow(): void {
    const grown = Buffer.allocUnsafe(2 * this.#length);
    this.#bytes.copy(grown);
    this.#bytes = grown;
  }
}
