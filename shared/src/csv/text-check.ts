import { isUtf8 } from 'node:buffer';

interface TextFault {
  readonly message: string;
  /** Its stable code. */
  readonly reason: 'not_utf8' | 'nul_byte' | 'archive';
  /** Where the fault, or the line that has it, starts in the chunk; 0 where it starts before. */
  readonly at: number;
}

const LF = 0x0a;
const NOT_UTF8 = { message: 'this is not UTF-8 text; save it as CSV UTF-8', reason: 'not_utf8' } as const;
const NUL_BYTE = { message: 'this is not text: it has a NUL byte', reason: 'nul_byte' } as const;
const ARCHIVE = {
  message: 'this is a workbook or an archive; save a sheet of it as CSV UTF-8',
  reason: 'archive',
} as const;
const ARCHIVE_START = Buffer.from('PK\x03\x04');

/** Tells text in UTF-8 from other bytes, chunk by chunk. */
export class TextCheck {
  /** The first bytes of a character that the last chunk cut off. */
  #cutOff: Uint8Array = Buffer.alloc(0);
  #hasBegun = false;

  /** Takes the next chunk, or the end of the text. */
  faultOf(chunk?: Uint8Array): TextFault | undefined {
    const before = this.#cutOff.length;
    if (!chunk) return before > 0 ? { ...NOT_UTF8, at: 0 } : undefined;
    const isArchive = !this.#hasBegun && ARCHIVE_START.equals(chunk.subarray(0, ARCHIVE_START.length));
    if (isArchive) return { ...ARCHIVE, at: 0 };
    this.#hasBegun = true;
    const nul = chunk.indexOf(0);
    if (nul >= 0) return { ...NUL_BYTE, at: nul };
    const bytes = before > 0 ? Buffer.concat([this.#cutOff, chunk]) : chunk;
    const end = bytes.length - cutOffBytes(bytes);
    this.#cutOff = Buffer.from(bytes.subarray(end));
    const text = bytes.subarray(0, end);
    return isUtf8(text) ? undefined : { ...NOT_UTF8, at: Math.max(0, badLineStart(text) - before) };
  }
}

/** How many bytes at the end are the start of a longer character. */
export function cutOffBytes(bytes: Uint8Array): number {
  for (let n = 1; n <= Math.min(3, bytes.length); n++) {
    const byte = bytes[bytes.length - n];
    if (byte >= 0xc0) return n < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? n : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

function badLineStart(text: Uint8Array): number {
  let start = 0;
  for (let end = text.indexOf(LF); end >= 0; end = text.indexOf(LF, start)) {
    if (!isUtf8(text.subarray(start, end))) break;
    start = end + 1;
  }
  return start;
}
