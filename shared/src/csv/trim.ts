/** White space beyond ASCII that `String.prototype.trim` removes, as code points. */
const WIDE_BLANKS: ReadonlySet<number> = new Set([
  0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029,
  0x202f, 0x205f, 0x3000, 0xfeff,
]);

/** Where the UTF-8 text `bytes[start, end)` begins behind its white space, which is that of `String.prototype.trim`. */
export function trimmedStart(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const length = blankAt(bytes, at, end);
    if (length === 0) break;
    at += length;
  }
  return at;
}

/** Where it ends before its white space. */
export function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start) {
    let first = at - 1;
    while (first > start && isContinuation(bytes[first])) first--;
    if (blankAt(bytes, first, at) !== at - first) break;
    at = first;
  }
  return at;
}

/** How many bytes the blank has that begins there; 0 where none does. */
function blankAt(bytes: Uint8Array, at: number, end: number): number {
  const byte = bytes[at];
  if (byte < 0x80) return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) ? 1 : 0;
  const length = byte < 0xe0 ? 2 : 3;
  if (at + length > end) return 0;
  const low = bytes[at + length - 1] & 0x3f;
  const code = length === 2 ? ((byte & 0x1f) << 6) | low : ((byte & 0x0f) << 12) | ((bytes[at + 1] & 0x3f) << 6) | low;
  return WIDE_BLANKS.has(code) ? length : 0;
}

const isContinuation = (byte: number) => (byte & 0xc0) === 0x80;
