import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WordTable } from '../../src/csv/index.js';

function codeOf(table: WordTable, word: string): number {
  const bytes = Buffer.from(`<${word}>`);
  return table.codeOf(bytes, 1, bytes.length - 1);
}

it('numbers words in the order in which they come, each once', () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 4 });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 300 }), (words) => {
      const distinct = [...new Set(words)];
      const table = new WordTable();
      expect(words.map((it) => codeOf(table, it))).toEqual(words.map((it) => distinct.indexOf(it)));
      expect(table.length).toBe(distinct.length);
      expect(distinct.map((_, code) => table.at(code))).toEqual(distinct);
      expect([table.at(-1), table.at(distinct.length)]).toEqual([undefined, undefined]);
    }),
  );
});

it('begins with the words that it is given', () => {
  const table = new WordTable(['female', 'male', 'female']);
  expect(table.length).toBe(2);
  expect(['male', 'female', 'other'].map((word) => codeOf(table, word))).toEqual([1, 0, 2]);
});

it('finds each of a hundred thousand words again, short and long', () => {
  const words = Array.from({ length: 100_000 }, (_, index) => `${index}${'x'.repeat(index % 50)}`);
  const table = new WordTable(words);
  expect(table.length).toBe(words.length);
  for (let code = 0; code < words.length; code += 997) {
    expect(codeOf(table, words[code])).toBe(code);
    expect(table.at(code)).toBe(words[code]);
  }
});
