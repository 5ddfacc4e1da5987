import { Problem } from '@ml-microservices/shared/contracts';
import { isMissing, NOT_A_NUMBER, parseNumberText } from '@ml-microservices/shared/csv';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { modelPlan, schemaPlan } from '../../src/tabular/column-plans.js';
import { CsvTableReader, readCsv, readCsvStream } from '../../src/tabular/csv-table.js';
import { ofNumbers } from './preprocessing.js';
import { cellsOf, tableOf, titanicColumns, titanicCsv } from './tables.js';

const untyped = () => ({});
const cell = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    '',
    'NA',
    'a,b',
    'say "x"',
    'two\nlines',
    'tab\tbed',
    'é€😀',
    '?',
    ' padded ',
    '\r\n',
    '\u00a0',
    '\u30001\u2009',
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer().map(String),
);
const rows = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }));

/** Every field quoted, so that a row of one empty cell is no empty line. */
const csvOf = (table: readonly string[][], newline: string) =>
  Papa.unparse([table[0].map((_, i) => `c${i}`), ...table], { quotes: true, newline });

const trimmed = (text: string) => text.trim();

function expectedColumn(values: readonly string[]): (string | null)[] {
  const present = values.map((value) => (isMissing(value) ? null : value));
  const numbers = present.map((value) => (value === null ? null : parseNumberText(value)));
  const isNumeric = !numbers.includes(NOT_A_NUMBER);
  return isNumeric ? numbers.map((value) => (value === null ? null : String(value))) : present;
}

describe('reading CSV', () => {
  test('gives back what papaparse wrote, trimmed and typed', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n'), (table, newline) => {
        const read = readCsv(csvOf(table, newline), untyped);
        expect(read.nRows).toBe(table.length);
        const cells = cellsOf(read);
        table[0].forEach((_, i) => {
          expect(cells[`c${i}`]).toEqual(expectedColumn(table.map((row) => trimmed(row[i]))));
        });
      }),
    );
  });

  test('gives the same table wherever the chunks are cut', () => {
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (table, newline, sizes) => {
          const bytes = Buffer.from(csvOf(table, newline));
          const reader = new CsvTableReader(untyped);
          for (let at = 0; at < bytes.length; ) {
            const size = sizes.next().value;
            // The memory of a chunk is its writer's: what is in it later must not matter.
            const chunk = Uint8Array.from(bytes.subarray(at, at + size));
            reader.write(chunk);
            chunk.fill(0);
            at += size;
          }
          expect(cellsOf(reader.end())).toEqual(cellsOf(readCsv(bytes, untyped)));
        },
      ),
    );
  });

  test('reads the whole Titanic as its schema types it', async () => {
    async function* chunks() {
      for (let at = 0; at < titanicCsv.length; at += 1000) yield titanicCsv.subarray(at, at + 1000);
    }
    const table = await readCsvStream(chunks(), schemaPlan(titanicColumns));
    expect(table.nRows).toBe(891);
    expect(table.columns.map(({ name, type }) => ({ name, type }))).toEqual(titanicColumns);
    const { Age, Fare, Embarked } = cellsOf(table);
    const sum = (cells: readonly (string | null)[]) => cells.reduce((total, value) => total + Number(value ?? 0), 0);
    expect(Age.filter((value) => value === null)).toHaveLength(177);
    expect(sum(Age)).toBeCloseTo(21205.17, 6);
    expect(sum(Fare)).toBeCloseTo(28693.9493, 6);
    expect(Embarked.filter((value) => value === 'S')).toHaveLength(644);
  });

  test('takes rows part by part', () => {
    const reader = new CsvTableReader(untyped);
    reader.write(Buffer.from('a,b\n1,x\n2,y\n3'));
    const first = reader.take();
    expect(cellsOf(first)).toEqual({ a: ['1', '2'], b: ['x', 'y'] });
    reader.write(Buffer.from(',x\n4,z'));
    expect(cellsOf(reader.take())).toEqual({ a: ['3'], b: ['x'] });
    expect(cellsOf(reader.end())).toEqual({ a: ['4'], b: ['z'] });
    expect(cellsOf(first)).toEqual({ a: ['1', '2'], b: ['x', 'y'] });
  });
});

describe('types of columns', () => {
  test('are numeric where every value that is present is a finite number', () => {
    const table = tableOf('n,w,none\n1,1,NA\n-2.5e3,inf,\n,2,null\nNaN,3,?\n');
    expect(table.columns.map(({ type }) => type)).toEqual(['numeric', 'categorical', 'numeric']);
    expect(cellsOf(table)).toEqual({
      n: ['1', '-2500', null, null],
      w: ['1', 'inf', '2', '3'],
      none: [null, null, null, null],
    });
  });

  test('follow the schema where it knows the name', () => {
    const table = tableOf('a,b\n1,2\n', [{ name: 'a', type: 'categorical' }]);
    expect(table.columns.map(({ type }) => type)).toEqual(['categorical', 'numeric']);
  });

  test('follow it also for a name that ends in a space which belongs to it', () => {
    // No-break, which is not trimmed from the header either.
    const name = 'age\u00a0';
    expect(tableOf(`${name}\n1\n`, [{ name, type: 'categorical' }]).columns[0]).toMatchObject({ type: 'categorical' });
  });

  test('a category may come as its code, unless one of them is a number: then another number is a word never seen', () => {
    const sex = tableOf('Sex\nmale\n0\n1.0\n?\nother\n2\n', [
      { name: 'Sex', type: 'categorical', categories: ['female', 'male'] },
    ]);
    expect(cellsOf(sex).Sex).toEqual(['male', 'female', 'male', null, 'other', '2']);
    const digits = tableOf('d\n1\n0\n', [{ name: 'd', type: 'categorical', categories: ['1', '2'] }]);
    expect(cellsOf(digits).d).toEqual(['1', '0']);
    const sizes = tableOf('d\n007\n1\nlarge\n', [{ name: 'd', type: 'categorical', categories: ['007', 'large'] }]);
    expect(cellsOf(sizes).d).toEqual(['007', '1', 'large']);
    const alike = tableOf('d\n1.0\n1\n2\n', [{ name: 'd', type: 'categorical', categories: ['1.0', '1'] }]);
    expect(cellsOf(alike).d).toEqual(['1.0', '1', '2']);
  });

  test('the plan of a model skips what it does not use', () => {
    const plan = modelPlan(ofNumbers(['a']));
    const table = readCsv('x,y,a\n?,no,5\n', plan);
    expect(table.header).toEqual(['x', 'y', 'a']);
    expect(cellsOf(table)).toEqual({ y: ['no'], a: ['5'] });
  });
});

describe('what is no table', () => {
  const cases: [what: string, csv: string, message: RegExp][] = [
    ['no text', '', /empty: a header line was expected/],
    ['a short row', 'a,b\n1,2\n3\n', /line 3: 1 field where the header has 2/],
    ['a long row', 'a,b\n"x\ny",2\n3,4,5\n', /line 4: 3 fields where the header has 2/],
    ['an open quote', 'a\n"x\n', /line 2: a quoted field is not closed/],
    ['text behind a quote', 'a\n"x"y\n', /line 2: a quoted field goes on after its closing quote/],
    ['a column without a name', 'a,\n1,2\n', /line 1: column 2 of the header has no name/],
    ['a name that comes twice', 'a,b,a\n1,2,3\n', /line 1: column 3 of the header repeats the name "a"/],
    ['a word in a numeric column', 'n\n1\ntwo\n', /line 3: n must be a finite number, got "two"/],
    ['an infinite number', 'n\n1e999\n', /line 2: n must be a finite number, got "1e999"/],
  ];
  test.each(cases)('%s', (_what, csv, message) => {
    const read = () => tableOf(csv, [{ name: 'n', type: 'numeric' }]);
    expect(read).toThrow(Problem);
    expect(read).toThrow(message);
  });
});
