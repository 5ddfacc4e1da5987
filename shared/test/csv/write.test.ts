import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { csvText } from '../../src/csv/index.js';

const text = fc.string({
  unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '\t', '\ufeff', 'é', '1'),
  maxLength: 6,
});
const cell = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null));
const tables = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 10 }));

it('writes what papaparse writes', () => {
  fc.assert(
    fc.property(tables, (rows) => {
      const fields = rows[0].map((_, index) => `column ${index}`);
      expect(csvText(fields, rows)).toBe(Papa.unparse({ fields, data: rows }, { newline: '\n' }));
    }),
  );
});

it('quotes the cells of a lone column, of which an empty one would be no row', () => {
  expect(csvText(['a'], [['x'], [null], [1]])).toBe('"a"\n"x"\n""\n"1"');
});
