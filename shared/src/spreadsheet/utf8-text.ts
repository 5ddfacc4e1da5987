import { isAscii, isUtf8 } from 'node:buffer';
import { buffer } from 'node:stream/consumers';
import iconv from 'iconv-lite';
import type { PreprocessingStep } from '../contracts/index.js';
import { cutOffBytes } from '../csv/index.js';
import { isPlausible } from './plausible.js';

/** Bytes that tell an encoding, counted from the first that is not ASCII. */
const SAMPLE_BYTES = 64 * 1024;
/** What spreadsheets save text in, by the language of their computer. */
const CODE_PAGES = [
  'CP874',
  'CP932',
  'GB18030',
  'CP949',
  'Big5',
  ...Array.from({ length: 9 }, (_, i) => `Windows-125${i}`),
];
const MOST_COMMON = 'Windows-1252';
const UTF_16 = 'UTF-16';
/** What a word or two reach; less is a guess among all of them. */
const LEAST_CONFIDENCE = 0.005;
/** A byte that no text in UTF-8 has. */
const NO_TEXT = Buffer.from([0xff]);
const UTF_16_MARKS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/**
 * Turns text in the encodings of spreadsheets into UTF-8 on its way: UTF-16, and the code pages of many languages,
 * which its letters tell. UTF-8 passes as it is, and so do bytes that are no text.
 */
export class Utf8Text {
  #encoding: string | undefined;
  #characters = 0;

  async *through(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const held: Uint8Array[] = [];
    let heldBytes = 0;
    /** Undefined while the encoding is not known, null where nothing is to be decoded. */
    let decoder: iconv.DecoderStream | null | undefined;
    for await (const chunk of chunks) {
      if (decoder !== undefined) {
        yield this.#read(chunk, decoder);
        continue;
      }
      const start = heldBytes > 0 ? 0 : asciiBytes(chunk);
      if (start > 0) yield chunk.subarray(0, start);
      if (start === chunk.length) continue;
      held.push(chunk.subarray(start));
      heldBytes += chunk.length - start;
      if (heldBytes < SAMPLE_BYTES) continue;
      const sample = Buffer.concat(held);
      decoder = await this.#decoderOf(sample);
      yield this.#read(sample, decoder);
    }
    if (decoder === undefined) {
      const sample = Buffer.concat(held);
      decoder = await this.#decoderOf(sample);
      yield this.#read(sample, decoder);
    }
    const end = decoder?.end();
    if (end) yield this.#encoded(end);
  }

  /** What was done, once the text has ended. */
  steps(): PreprocessingStep[] {
    const encoding = this.#encoding;
    if (!encoding) return [];
    const detail = `characters beyond ASCII read as ${encoding}`;
    return [{ step: 'read_encoding', detail, count: this.#characters, values: { encoding } }];
  }

  async #decoderOf(sample: Buffer): Promise<iconv.DecoderStream | null> {
    const encoding = await encodingOf(sample);
    if (!encoding) return null;
    this.#encoding = encoding;
    return iconv.getDecoder(encoding);
  }

  #read(bytes: Uint8Array, decoder: iconv.DecoderStream | null): Uint8Array {
    if (!decoder) return bytes;
    const text = decoder.write(Buffer.from(bytes));
    this.#characters += beyondAscii(text);
    return this.#encoded(text);
  }

  /**
   * What a code page has no character for, or what is cut off, becomes what is no text, for who reads on to refuse:
   * words that differ there alone would be one. A text in UTF-16 may have the sign for it itself.
   */
  #encoded(text: string): Buffer {
    if (this.#encoding === UTF_16) return Buffer.from(text);
    const [first, ...others] = text.split('\ufffd').map((part) => Buffer.from(part));
    return Buffer.concat([first, ...others.flatMap((part) => [NO_TEXT, part])]);
  }
}

/** The same of a whole text. */
export async function toUtf8(bytes: Uint8Array): Promise<{ bytes: Buffer; steps: PreprocessingStep[] }> {
  const text = new Utf8Text();
  return { bytes: await buffer(text.through([bytes])), steps: text.steps() };
}

/** Null for UTF-8, and for what is no text. */
async function encodingOf(sample: Buffer): Promise<string | null> {
  if (UTF_16_MARKS.some((mark) => mark.equals(sample.subarray(0, mark.length)))) return UTF_16;
  if (isMostlyUtf8(sample)) return null;
  // Its tables take long to load, and few need them.
  const { detectAll } = await import('jschardet');
  const guesses = detectAll(sample, { detectEncodings: CODE_PAGES });
  const best = guesses.find((guess) => isPlausible(guess, sample));
  return !best || (best.encoding && best.confidence < LEAST_CONFIDENCE) ? MOST_COMMON : best.encoding;
}

/** Also text in UTF-8 that is damaged: no other encoding could mend it. */
function isMostlyUtf8(bytes: Buffer): boolean {
  if (isUtf8(bytes.subarray(0, bytes.length - cutOffBytes(bytes)))) return true;
  const text = bytes.toString();
  const damaged = text.split('\ufffd').length - 1;
  return beyondAscii(text) > 2 * damaged;
}

const beyondAscii = (text: string) => [...text.replace(/[\0-\x7f]+/g, '')].length;

/** How many bytes at the start are ASCII. */
function asciiBytes(chunk: Uint8Array): number {
  if (isAscii(chunk)) return chunk.length;
  return chunk.findIndex((byte) => byte > 0x7f);
}
