import { describe, expect, it } from 'vitest';
import { isolated, isolatedWithin } from '../../src/text/index.js';

describe('a text', () => {
  it.each(['Age', 'Возраст', '性别', 'naïve – 5 %', ''])('that turns nothing stays as it is: %s', (text) => {
    expect(isolated(text)).toBe(text);
  });

  it.each(['גיל', 'العمر', '𞤀', 'a\u202eb', 'a\u200fb'])(
    'that turns its direction stands in an isolate: %s',
    (text) => {
      expect(isolated(text)).toBe(`\u2068${text}\u2069`);
    },
  );

  it('neither ends the isolate that it stands in nor goes on after it', () => {
    expect(isolated('a\u2069\u202eb')).toBe('\u2068a\u202eb\u2069');
    expect(isolated('a\u2067b')).toBe('\u2068a\u2067b\u2069\u2069');
    const list = `${isolated('גיל')}, ${isolated('מין')}`;
    expect(isolated(list)).toBe(`\u2068${list}\u2069`);
  });
});

it('is isolated wherever it is in what holds it', () => {
  const mistake = { row: 3, truth: 'גיל', values: { מין: null, Age: [1, 'מין'] } };
  expect(isolatedWithin(mistake)).toEqual({
    row: 3,
    truth: '\u2068גיל\u2069',
    values: { '\u2068מין\u2069': null, Age: [1, '\u2068מין\u2069'] },
  });
});
