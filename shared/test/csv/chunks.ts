import fc from 'fast-check';

/** Cuts bytes at any places, also within a character and with empty pieces. */
export function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
}

export const places = fc.array(fc.nat(), { maxLength: 12 });
