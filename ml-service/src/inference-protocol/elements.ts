import type { V2Datatype } from '@ml-microservices/shared/contracts';

/** What the elements of a datatype are, in words and as a check of one that came as JSON. */
interface Elements {
  readonly words: string;
  readonly has: (element: unknown) => boolean;
}

const integers = (min: number, max: number): Elements => ({
  words: `an integer from ${min} to ${max}`,
  has: (element) => Number.isInteger(element) && (element as number) >= min && (element as number) <= max,
});
const signed = (bits: number) => integers(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1);
const unsigned = (bits: number) => integers(0, 2 ** bits - 1);
const real: Elements = { words: 'a finite number', has: Number.isFinite };

/** Of 64 bits, a number in JSON carries 53 without loss: what is larger was rounded before it could be looked at. */
const { MIN_SAFE_INTEGER, MAX_SAFE_INTEGER } = Number;

export const ELEMENTS: Readonly<Record<V2Datatype, Elements>> = {
  BOOL: { words: 'true or false', has: (element) => typeof element === 'boolean' },
  INT8: signed(8),
  INT16: signed(16),
  INT32: signed(32),
  INT64: integers(MIN_SAFE_INTEGER, MAX_SAFE_INTEGER),
  UINT8: unsigned(8),
  UINT16: unsigned(16),
  UINT32: unsigned(32),
  UINT64: integers(0, MAX_SAFE_INTEGER),
  FP16: real,
  FP32: real,
  FP64: real,
  BYTES: { words: 'text', has: (element) => typeof element === 'string' },
};
