import type { PreprocessingStep } from '../contracts/index.js';
import { CommaCsv } from './comma-csv.js';
import { type Dialect, dialectOf, isPlain, RFC_4180 } from './dialect.js';

/** Bytes that tell a dialect, where the text has so many. */
const SAMPLE_BYTES = 128 * 1024;
const LF = 0x0a;
const NOTHING = Buffer.alloc(0);

/**
 * Turns CSV as spreadsheets of many languages write it into RFC 4180 with numbers as programs write them, chunk by
 * chunk: other delimiters than the comma, decimal commas, Excel's `sep=`. What is so already passes as it is.
 */
export class PlainCsv {
  /** Chunks that wait until the dialect is known. */
  readonly #held: Uint8Array[] = [];
  #heldBytes = 0;
  #dialect: Dialect | undefined;
  #rewriter: CommaCsv | undefined;

  write(chunk: Uint8Array): Uint8Array {
    if (this.#dialect) return this.#rewriter?.write(chunk) ?? chunk;
    this.#held.push(chunk);
    this.#heldBytes += chunk.length;
    if (chunk.includes(LF) && isPlain(this.#sample())) return this.#begin(RFC_4180);
    return this.#heldBytes < SAMPLE_BYTES ? NOTHING : this.#begin(dialectOf(this.#sample(), false));
  }

  end(): Uint8Array {
    const rest = this.#dialect ? NOTHING : this.#begin(dialectOf(this.#sample(), true));
    return this.#rewriter ? Buffer.concat([rest, this.#rewriter.end()]) : rest;
  }

  async *through(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      const written = this.write(chunk);
      if (written.length > 0) yield written;
    }
    yield this.end();
  }

  /** What was done, once the text has ended. */
  steps(): PreprocessingStep[] {
    if (!this.#dialect || !this.#rewriter) return [];
    const { delimiter, decimalCommas } = this.#dialect;
    const { records, numbers } = this.#rewriter;
    const shown = JSON.stringify(delimiter);
    const separated = {
      step: 'read_delimiter',
      detail: `rows read with ${shown} between fields`,
      count: Math.max(0, records - 1),
      values: { delimiter: shown },
    };
    const commas = { step: 'read_decimal_commas', detail: 'numbers read with a decimal comma', count: numbers };
    return decimalCommas ? [separated, commas] : [separated];
  }

  #sample(): string {
    return Buffer.concat(this.#held).toString('utf8', 0, SAMPLE_BYTES);
  }

  #begin(dialect: Dialect): Uint8Array {
    const held = Buffer.concat(this.#held);
    this.#held.length = 0;
    this.#dialect = dialect;
    if (dialect === RFC_4180) return held;
    this.#rewriter = new CommaCsv(dialect);
    return this.#rewriter.write(held);
  }
}

/** The same of a whole text. */
export function toPlainCsv(text: Uint8Array): { bytes: Buffer; steps: PreprocessingStep[] } {
  const csv = new PlainCsv();
  const start = csv.write(text);
  const end = csv.end();
  return { bytes: Buffer.concat([start, end]), steps: csv.steps() };
}
