/** Words by their code; an array of strings is one. */
export interface WordList {
  readonly length: number;
  at(code: number): string | undefined;
}

const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = FNV_OFFSET;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at], FNV_PRIME);
  return hash ^ (hash >>> 15);
}

/**
 * Distinct words in order of first appearance, kept as UTF-8 in one buffer, so that a million of them cost their bytes
 * and 12 more each, and a word that was seen before is found without making a string.
 */
export class WordTable implements WordList {
  #length = 0;
  #bytes = Buffer.allocUnsafe(256);
  /** Word `code` is `#bytes[#ends[code - 1], #ends[code])`. */
  #ends = new Uint32Array(16);
  /** Open addressing: code + 1, or 0 where free. A power of two, at most half full. */
  #slots = new Int32Array(32);

  constructor(words: readonly string[] = []) {
    for (const word of words) {
      const bytes = Buffer.from(word);
      this.codeOf(bytes, 0, bytes.length);
    }
  }

  get length(): number {
    return this.#length;
  }

  at(code: number): string | undefined {
    if (code < 0 || code >= this.#length) return undefined;
    return this.#bytes.toString('utf8', this.#startOf(code), this.#ends[code]);
  }

  /** Code of the word `source[start, end)`, which is added if it is not there yet. */
  codeOf(source: Uint8Array, start: number, end: number): number {
    const code = this.find(source, start, end);
    return code < 0 ? this.#add(source, start, end) : code;
  }

  /** Code of the word `source[start, end)`, -1 where it is not there. */
  find(source: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashBytes(source, start, end) & mask;
    for (;;) {
      const code = this.#slots[slot] - 1;
      if (code < 0 || this.#equals(code, source, start, end)) return code;
      slot = (slot + 1) & mask;
    }
  }

  #startOf(code: number): number {
    return code === 0 ? 0 : this.#ends[code - 1];
  }

  #equals(code: number, source: Uint8Array, start: number, end: number): boolean {
    const from = this.#startOf(code);
    if (this.#ends[code] - from !== end - start) return false;
    for (let i = end - start - 1; i >= 0; i--) if (this.#bytes[from + i] !== source[start + i]) return false;
    return true;
  }

  #add(source: Uint8Array, start: number, end: number): number {
    const code = this.#length++;
    const from = this.#startOf(code);
    const to = from + end - start;
    if (to > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(to, 2 * this.#bytes.length));
      grown.set(this.#bytes.subarray(0, from));
      this.#bytes = grown;
    }
    if (code === this.#ends.length) {
      const grown = new Uint32Array(2 * code);
      grown.set(this.#ends);
      this.#ends = grown;
    }
    // Words are short: a view of each would cost more than the copy.
    for (let i = 0; i < end - start; i++) this.#bytes[from + i] = source[start + i];
    this.#ends[code] = to;
    if (2 * this.#length > this.#slots.length) this.#slots = this.#rehashed(2 * this.#slots.length);
    else this.#place(this.#slots, code);
    return code;
  }

  #rehashed(size: number): Int32Array<ArrayBuffer> {
    const slots = new Int32Array(size);
    for (let code = 0; code < this.#length; code++) this.#place(slots, code);
    return slots;
  }

  #place(slots: Int32Array, code: number): void {
    const mask = slots.length - 1;
    let slot = hashBytes(this.#bytes, this.#startOf(code), this.#ends[code]) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = code + 1;
  }
}
