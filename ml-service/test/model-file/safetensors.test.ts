import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CorruptModelError } from '../../src/estimators/state.js';
import { readSafetensors } from '../../src/model-file/read-safetensors.js';
import { writeSafetensors } from '../../src/model-file/safetensors.js';
import { fileOf } from './files.js';

const flat = <T extends { length: number }>(values: T) => ({ shape: [values.length], values });

describe('a safetensors file', () => {
  const tensors = {
    bytes: flat(Uint8Array.of(1, 2, 255)),
    doubles: { shape: [2, 1], values: Float64Array.of(0.1, -1e300) },
    floats: flat(Float32Array.of(1.5)),
    integers: flat(Int32Array.of(-1, 2 ** 31 - 1)),
    none: { shape: [0, 4], values: new Float64Array(0) },
    shorts: flat(Uint16Array.of(65_535)),
  };

  test('is a length, a JSON header and the arrays, the widest numbers first', () => {
    const file = Buffer.from(writeSafetensors(tensors, { who: 'é' }));
    const length = Number(file.readBigUInt64LE());
    expect(length % 8).toBe(0);
    const header = JSON.parse(file.toString('utf8', 8, 8 + length));
    expect(header).toEqual({
      __metadata__: { who: 'é' },
      doubles: { dtype: 'F64', shape: [2, 1], data_offsets: [0, 16] },
      none: { dtype: 'F64', shape: [0, 4], data_offsets: [16, 16] },
      floats: { dtype: 'F32', shape: [1], data_offsets: [16, 20] },
      integers: { dtype: 'I32', shape: [2], data_offsets: [20, 28] },
      shorts: { dtype: 'U16', shape: [1], data_offsets: [28, 30] },
      bytes: { dtype: 'U8', shape: [3], data_offsets: [30, 33] },
    });
    expect(file.length).toBe(8 + length + 33);
    expect(file.readDoubleLE(8 + length)).toBe(0.1);
    expect(file.readInt32LE(8 + length + 20)).toBe(-1);
  });

  test('is read back as it was, wherever its bytes stand in memory', () => {
    const file = writeSafetensors(tensors, { who: 'é' });
    for (const offset of [0, 1, 4]) {
      const memory = new Uint8Array(file.length + offset);
      memory.set(file, offset);
      const read = readSafetensors(memory.subarray(offset));
      expect(read.metadata).toEqual({ who: 'é' });
      expect(Object.keys(read.tensors).sort()).toEqual(Object.keys(tensors));
      for (const [name, tensor] of Object.entries(tensors)) expect(read.tensors[name]).toEqual(tensor);
    }
  });

  test('has the same bytes for the same arrays, in whatever order they come', () => {
    const reversed = Object.fromEntries(Object.entries(tensors).reverse());
    expect(writeSafetensors(reversed, {})).toEqual(writeSafetensors(tensors, {}));
  });
});

describe('a file that lies is refused with what is wrong', () => {
  const entry = (changes: object = {}) => ({ dtype: 'F64', shape: [1], data_offsets: [0, 8], ...changes });
  const eight = new Uint8Array(8);
  const cases: [what: string, file: Uint8Array, message: RegExp][] = [
    ['too short', Uint8Array.of(1, 2), /the file has 2 bytes, too few for a header/],
    ['a header past the end', fileOf({}, eight, 11n), /the header claims 11 bytes where at most 10 can be/],
    ['a huge header', fileOf({}, eight, 2n ** 63n), /the header claims 9223372036854775808 bytes/],
    ['no JSON', fileOf('{"a":'), /the header is not JSON/],
    ['no text', fileOf('').length === 8 ? Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0xff) : eight, /is not JSON/],
    ['a list', fileOf([]), /the header is not an object/],
    ['metadata that is no text', fileOf({ __metadata__: { a: 1 } }), /\/metadata\/a must be a string, got 1/],
    [
      'an unknown type',
      fileOf({ a: entry({ dtype: 'F16' }) }, eight),
      /\/tensors\/a\/dtype must be one of .*got "F16"/,
    ],
    [
      'a type of every object',
      fileOf({ a: entry({ dtype: 'toString' }) }, eight),
      /\/tensors\/a\/dtype must be one of/,
    ],
    ['a name with a line break', fileOf({ 'a\nb': { dtype: 'F64' } }, eight), /shape is required/],
    ['an unknown field', fileOf({ a: entry({ more: 1 }) }, eight), /\/tensors\/a\/more is not a known field/],
    ['a negative size', fileOf({ a: entry({ shape: [-1] }) }, eight), /shape\/0 must be at least 0, got -1/],
    ['a size that is no integer', fileOf({ a: entry({ shape: [1.5] }) }, eight), /must be an integer, got 1.5/],
    ['three offsets', fileOf({ a: entry({ data_offsets: [0, 8, 8] }) }, eight), /a list of at most 2/],
    [
      'a shape too large',
      fileOf({ a: entry({ shape: [2] }) }, eight),
      /the array a has 8 bytes where its shape needs 16/,
    ],
    ['a shape beyond all', fileOf({ a: entry({ shape: [2 ** 40, 2 ** 40] }) }, eight), /its shape needs 9.67/],
    ['offsets that fall', fileOf({ a: entry({ data_offsets: [0, -8] }) }, eight), /must be at least 0, got -8/],
    [
      'offsets beyond the end',
      fileOf({ a: entry({ shape: [2], data_offsets: [0, 16] }) }, eight),
      /end at byte 16 of the data, the file at byte 8/,
    ],
    [
      'a gap',
      fileOf({ a: entry({ data_offsets: [8, 16] }) }, new Uint8Array(16)),
      /starts at byte 8 of the data, expected 0/,
    ],
    ['an overlap', fileOf({ a: entry(), b: entry() }, eight), /the array b starts at byte 0 of the data, expected 8/],
    [
      'data that nothing names',
      fileOf({ a: entry() }, new Uint8Array(9)),
      /end at byte 8 of the data, the file at byte 9/,
    ],
  ];
  test.each(cases)('%s', (_what, file, message) => {
    expect(() => readSafetensors(file)).toThrow(CorruptModelError);
    expect(() => readSafetensors(file)).toThrow(message);
  });

  test('whatever byte is changed, it is read or refused, and nothing else', () => {
    const good = writeSafetensors({ a: flat(Float64Array.of(1, 2)), b: flat(Uint8Array.of(3)) }, { k: 'v' });
    fc.assert(
      fc.property(
        fc.nat(good.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(good.length),
        (at, change, length) => {
          const bad = good.slice(0, Math.max(length, 8));
          bad[at % bad.length] ^= change;
          try {
            readSafetensors(bad);
          } catch (error) {
            expect(error).toBeInstanceOf(CorruptModelError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
