import type { Tensor } from '../estimators/estimator.js';

interface TensorType {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): Tensor;
}

/** The number types of a tensor by their names in a safetensors header; all are little-endian. */
export const DTYPES: Readonly<Record<string, TensorType>> = {
  F64: Float64Array,
  F32: Float32Array,
  I32: Int32Array,
  U16: Uint16Array,
  U8: Uint8Array,
};

export function dtypeOf(values: Tensor): string {
  const found = Object.entries(DTYPES).find(([, type]) => values instanceof type);
  if (!found) throw new TypeError(`a tensor cannot be a ${values.constructor.name}`);
  return found[0];
}
