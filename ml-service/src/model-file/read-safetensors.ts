import { compileStrict, fieldErrors } from '@ml-microservices/shared/validation';
import Type, { type Static } from 'typebox';
import { CorruptModelError } from '../estimators/state.js';
import { DTYPES } from './dtypes.js';
import { LENGTH_BYTES, MAX_HEADER_BYTES, METADATA, type Tensors, tensorAt } from './safetensors.js';

/** An object whose every value is of `schema`; `Type.Record` would let keys with a line break pass unchecked. */
const dictionary = <T extends Type.TSchema>(schema: T) =>
  Type.Unsafe<Record<string, Static<T>>>(Type.Object({}, { additionalProperties: schema }));

const Size = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const TensorEntry = Type.Object(
  {
    dtype: Type.Enum(Object.keys(DTYPES)),
    shape: Type.Array(Size, { maxItems: 8 }),
    data_offsets: Type.Array(Size, { minItems: 2, maxItems: 2 }),
  },
  { additionalProperties: false },
);
type TensorEntry = Static<typeof TensorEntry>;

const isObject = compileStrict(dictionary(Type.Unknown()));
const isHeader = compileStrict(Type.Object({ metadata: dictionary(Type.String()), tensors: dictionary(TensorEntry) }));

export interface Safetensors {
  readonly tensors: Tensors;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads a safetensors file. Lengths, number types, shapes and offsets are checked against the file's own length before
 * an array is made; throws a CorruptModelError that says what is wrong. The arrays may be views of `file`.
 */
export function readSafetensors(file: Uint8Array): Safetensors {
  const headerLength = headerLengthOf(file);
  const dataStart = LENGTH_BYTES + headerLength;
  const { metadata, tensors: entries } = parseHeader(file.subarray(LENGTH_BYTES, dataStart));
  checkOffsets(entries, file.length - dataStart);
  const tensors = Object.fromEntries(
    Object.entries(entries).map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [start, end],
        },
      ]) => [name, { shape, values: tensorAt(file, dtype, dataStart + start, dataStart + end) }],
    ),
  );
  return { tensors, metadata };
}

function headerLengthOf(file: Uint8Array): number {
  if (file.length < LENGTH_BYTES)
    throw new CorruptModelError(`the file has ${file.length} bytes, too few for a header`);
  const length = new DataView(file.buffer, file.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  const most = Math.min(MAX_HEADER_BYTES, file.length - LENGTH_BYTES);
  if (length > most) throw new CorruptModelError(`the header claims ${length} bytes where at most ${most} can be`);
  return Number(length);
}

function parseHeader(bytes: Uint8Array) {
  const parsed = parseJson(bytes);
  if (!isObject(parsed)) throw new CorruptModelError('the header is not an object');
  const { [METADATA]: metadata = {}, ...tensors } = parsed;
  const header: unknown = { metadata, tensors };
  if (isHeader(header)) return header;
  const [fault] = fieldErrors(isHeader.errors ?? []);
  throw new CorruptModelError(`the header is wrong: ${fault.path} ${fault.message}`);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new CorruptModelError('the header is not JSON', { cause });
  }
}

/** The arrays must fill the data without gaps or overlaps, each as long as its shape says. */
function checkOffsets(entries: Readonly<Record<string, TensorEntry>>, dataLength: number): void {
  const ordered = Object.entries(entries).sort(
    ([, { data_offsets: a }], [, { data_offsets: b }]) => a[0] - b[0] || a[1] - b[1],
  );
  let expected = 0;
  for (const [name, { dtype, shape, data_offsets }] of ordered) {
    const [start, end] = data_offsets;
    const bytes = shape.reduce((product, size) => product * size, DTYPES[dtype].BYTES_PER_ELEMENT);
    if (start !== expected) {
      throw new CorruptModelError(`the array ${name} starts at byte ${start} of the data, expected ${expected}`);
    }
    if (end - start !== bytes) {
      throw new CorruptModelError(`the array ${name} has ${end - start} bytes where its shape needs ${bytes}`);
    }
    expected = end;
  }
  if (expected !== dataLength) {
    throw new CorruptModelError(`the arrays end at byte ${expected} of the data, the file at byte ${dataLength}`);
  }
}
