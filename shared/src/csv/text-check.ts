import { isUtf8 } from 'node:buffer';

interface TextFault {
  readonly message: string;
  /** Where the fault, or the line that has it, starts in the chunk. */
  readonly at: number;
}

const LF = 0x0a;
const isContinuation = (byte: number) => (byte & 0xc0) === 0x80;

/** Tells text in UTF-8 from other bytes, chunk by chunk. */
export class TextCheck {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });

  /** Takes the next chunk, or the end of the text. */
  faultOf(chunk?: Uint8Array): TextFault | undefined {
    const at = chunk?.indexOf(0) ?? -1;
    if (at >= 0) return { message: 'this is not text: it has a NUL byte', at };
    try {
      this.#decoder.decode(chunk, { stream: chunk !== undefined });
      return undefined;
    } catch {
      return { message: 'this is not UTF-8 text', at: chunk ? badLineStart(chunk) : 0 };
    }
  }
}

function badLineStart(chunk: Uint8Array): number {
  // A chunk may start within a character, whose first bytes were in the one before.
  let start = 0;
  while (start < 3 && isContinuation(chunk[start])) start++;
  for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
    if (!isUtf8(chunk.subarray(start, end))) break;
    start = end + 1;
  }
  return start;
}
