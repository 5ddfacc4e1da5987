import { expect, it } from 'vitest';
import { readDecimal, writeDecimal } from '../../src/lib/forms/decimal.js';

it('takes a decimal comma where the language writes one, and nowhere else', () => {
  expect(readDecimal(' 7,25 ', 'ru')).toBe(7.25);
  expect(readDecimal('7.25', 'ru')).toBe(7.25);
  expect(readDecimal('7,25', 'en')).toBeNaN();
});

it('tells what is left empty from what is no number', () => {
  expect(readDecimal('  ', 'en')).toBeNull();
  expect(readDecimal('old', 'en')).toBeNaN();
  expect(readDecimal('1e999', 'en')).toBeNaN();
});

it('writes all digits', () => {
  expect(writeDecimal(-0.123456789, 'ru')).toBe('-0,123456789');
  expect(writeDecimal(1e-7, 'en')).toBe('1e-7');
});
