import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInfinite, isMissing, NOT_A_NUMBER, parseFinite, parseNumberBytes, readCell } from '../../src/csv/index.js';

/** Parses the text from the middle of other bytes, as it stands in a file. */
function parse(text: string): number {
  const bytes = Buffer.from(`9${text}9`);
  return parseNumberBytes(bytes, 1, bytes.length - 1);
}

describe('a number in bytes', () => {
  it.each([
    ['0', 0],
    ['-0', 0],
    ['7.25', 7.25],
    ['-12', -12],
    ['.5', 0.5],
    ['5.', 5],
    ['0.1', 0.1],
    ['123456789012345', 123456789012345],
    ['0.000000000000001', 1e-15],
    ['9007199254740993', 9007199254740992],
    ['1e3', 1000],
    ['-1.5E-3', -0.0015],
    ['+2', 2],
    ['1e308', 1e308],
    ['5e-324', 5e-324],
  ])('%s is read', (text, value) => {
    expect(parse(text)).toBe(value);
  });

  it.each(['', 'NA', 'N/A', 'NaN', 'null', '?'])('%j is missing', (text) => {
    expect(parse(text)).toBeNaN();
    expect(isMissing(text)).toBe(true);
  });

  it.each([
    '-',
    '.',
    '-.',
    '1.2.3',
    '1-2',
    '--1',
    '1,5',
    '1 000',
    'one',
    '1e400',
    'Infinity',
    '-inf',
    'nan',
    'NULL',
    '0x1F',
    '0b1',
    '٣',
  ])('%s is a word', (text) => {
    expect(parse(text)).toBe(NOT_A_NUMBER);
    expect(parseFinite(text)).toBeNaN();
    expect(isMissing(text)).toBe(false);
  });

  it('is exactly what JavaScript reads, for every number that a program writes', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parse(String(value))).toBe(value === 0 ? 0 : value);
      }),
      { numRuns: 2000 },
    );
  });

  it('is exactly what JavaScript reads, for every decimal that a person writes', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom('', '-'), digits, digits, (sign, whole, fraction) => {
        const text = `${sign}${whole}.${fraction}`;
        expect(parse(text) === Number(text)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

it.each([
  ['inf', true],
  ['-Infinity', true],
  ['1e400', true],
  ['-1e400', true],
  ['1e308', false],
  ['infinite', false],
  ['', false],
])('%j is infinite: %s', (text, infinite) => {
  expect(isInfinite(text)).toBe(infinite);
});

it.each([
  [' 7.50 ', 'numeric', 7.5],
  [' 7.50 ', 'categorical', ' 7.50 '],
  [' NA ', 'categorical', null],
  ['', 'numeric', null],
  ['seven', 'numeric', 'seven'],
  ['7', undefined, '7'],
] as const)('the cell %j of a %s column is %j', (text, type, cell) => {
  expect(readCell(text, type)).toBe(cell);
});
