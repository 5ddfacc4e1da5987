/** Arrays of zeros in memory that threads have in common. */

export const sharedBytes = (length: number) => new Uint8Array(new SharedArrayBuffer(length));

export const sharedIntegers = (length: number) =>
  new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * length));

export const sharedFloats = (length: number) =>
  new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT * length));
