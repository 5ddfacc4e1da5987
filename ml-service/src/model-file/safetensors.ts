import type { ModelState, Tensor } from '../estimators/estimator.js';
import { DTYPES, dtypeOf } from './dtypes.js';

export type Tensors = ModelState['tensors'];

/** The header's length: a little-endian integer of 8 bytes at the start of the file. */
export const LENGTH_BYTES = 8;
/** As the format demands. */
export const MAX_HEADER_BYTES = 100_000_000;
export const METADATA = '__metadata__';

const bytesOf = ({ buffer, byteOffset, byteLength }: Tensor) => new Uint8Array(buffer, byteOffset, byteLength);

/**
 * A safetensors file: the header's length, a JSON header, the arrays one after the other. Arrays of the widest numbers
 * come first and the header is filled up with spaces, so that each array is aligned; equal contents give equal bytes.
 */
export function writeSafetensors(tensors: Tensors, metadata: Readonly<Record<string, string>>): Uint8Array {
  const ordered = Object.entries(tensors).sort(
    ([nameA, a], [nameB, b]) => b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT || (nameA < nameB ? -1 : 1),
  );
  let end = 0;
  const entries = ordered.map(([name, { shape, values }]) => {
    const start = end;
    end += values.byteLength;
    return [name, { dtype: dtypeOf(values), shape, data_offsets: [start, end] }] as const;
  });
  const header = paddedJson({ [METADATA]: metadata, ...Object.fromEntries(entries) });
  const dataStart = LENGTH_BYTES + header.length;
  const file = new Uint8Array(dataStart + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, LENGTH_BYTES);
  ordered.forEach(([, { values }], i) => {
    file.set(bytesOf(values), dataStart + entries[i][1].data_offsets[0]);
  });
  return file;
}

function paddedJson(value: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(value));
  const padding = (LENGTH_BYTES - (json.length % LENGTH_BYTES)) % LENGTH_BYTES;
  const header = Buffer.concat([json, Buffer.alloc(padding, ' ')]);
  if (header.length > MAX_HEADER_BYTES) {
    throw new RangeError(`the header of a model file may have ${MAX_HEADER_BYTES} bytes, got ${header.length}`);
  }
  return header;
}

/** The array of these bytes of the file: a view where it is aligned, else a copy. */
export function tensorAt(file: Uint8Array, dtype: string, start: number, end: number): Tensor {
  const Type = DTYPES[dtype];
  const size = Type.BYTES_PER_ELEMENT;
  const length = (end - start) / size;
  const offset = file.byteOffset + start;
  if (offset % size === 0) return new Type(file.buffer, offset, length);
  return new Type(file.slice(start, end).buffer, 0, length);
}
