import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { PlainCsv, toPlainCsv } from '../../src/spreadsheet/index.js';
import { cut, places } from '../csv/chunks.js';

function plain(text: string): string {
  return toPlainCsv(Buffer.from(text)).bytes.toString();
}

function inChunks(chunks: readonly Buffer[]): string {
  const csv = new PlainCsv();
  const written = chunks.map((chunk) => csv.write(Buffer.from(chunk)));
  return Buffer.concat([...written, csv.end()]).toString();
}

const separated = (delimiter: string, count: number) => {
  const shown = JSON.stringify(delimiter);
  return {
    step: 'read_delimiter',
    detail: `rows read with ${shown} between fields`,
    count,
    values: { delimiter: shown },
  };
};
const commas = (count: number) => {
  return { step: 'read_decimal_commas', detail: 'numbers read with a decimal comma', count };
};

describe('CSV of other programs', () => {
  it.each([
    ['semicolons', 'a;b\n1;2\n', 'a,b\n1,2\n'],
    ['tabs', 'a\tb\n1\t2\n', 'a,b\n1,2\n'],
    ['bars', 'a|b\n1|2\n', 'a,b\n1,2\n'],
    ['more semicolons than commas', 'Price, EUR;Amount;City\n1,50;3;Bonn\n', '"Price, EUR",Amount,City\n1.50,3,Bonn\n'],
    ['quotes', 'a;b\n"x;y";"say ""so"""\n', 'a,b\nx;y,"say ""so"""\n'],
    ['CRLF and a byte order mark', '\ufeffa;b\r\n1;2\r\n', 'a,b\n1,2\n'],
    ["Excel's line with semicolons", 'sep=;\r\na;b\r\n1;2\r\n', '\na,b\n1,2\n'],
    ["Excel's line with commas", 'sep=,\na,b\n1,2\n', '\na,b\n1,2\n'],
    ["Excel's line with commas, which may be thousands", 'sep=,\na,b\n"1,5","2,5"\n', '\na,b\n"1,5","2,5"\n'],
    ["Excel's line and another character", '\ufeffsep=^\na^b\n1^2\n', '\na,b\n1,2\n'],
    ['line ends of several kinds', 'Price, EUR;b\r\n1,5;2\n3,5;4\r5;6', '"Price, EUR",b\n1.5,2\n3.5,4\n5,6\n'],
    ["Excel's line that names no character", 'sep=\na,b\n1,2\n', '\na,b\n1,2\n'],
    ['a header alone', 'a;b\n', 'a,b\n'],
    ['a missing value of a single column', 'sep=;\na\n1\n""\n', '\na\n1\n""\n'],
    ['no line end', 'a;b', 'a,b\n'],
    ['names that look like numbers, and are none', '0.5;1,5\n1,5;2,5\n', '0.5,"1,5"\n1.5,2.5\n'],
    ['empty lines, which keep the lines of the others', '\na;b\n\n\n"1\n2";3\n4;5\n', '\na,b\n\n\n"1\n2",3\n4,5\n'],
    ['a row of another length, for who reads on to refuse', 'a;b\n1;2\n3\n', 'a,b\n1,2\n3\n'],
  ])('is written by RFC 4180: %s', (_name, text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  it.each([
    ['commas', 'a,b\r\n1,2\r\n'],
    ['one column', 'a\n1\n2\n'],
    ['semicolons in rows alone', 'a,b\nx;y;z,2\n'],
    ['as many semicolons as commas', 'a;b,c\nx;y,2\n'],
    ['a semicolon in a quoted name', '"a;b"\n1\n'],
    ['semicolons in a name, and not in its cells', 'a;b;c,d\n1,2\n'],
    ['quoted decimal commas, which may be thousands', 'a,b\n"1,5","2,5"\n'],
    ['nothing', ''],
  ])('passes as it is: %s', (_name, text) => {
    expect(toPlainCsv(Buffer.from(text))).toEqual({ bytes: Buffer.from(text), steps: [] });
  });

  it.each([
    ['decimals', ['1,5', '-2,25', '+0,125', '10'], ['1.5', '-2.25', '+0.125', '10']],
    [
      'thousands in groups',
      ['1.234', '1.234.567,5', '12\u00a0345,5', '1\u202f000', '1 234,5', '49 151 234'],
      ['1234', '1234567.5', '12345.5', '1000', '1234.5', '49 151 234'],
    ],
    [
      'beside words',
      ['1,5', 'x 2,5', '2,5 %', '31.12.2024', '12.5.'],
      ['1.5', '"x 2,5"', '"2,5 %"', '31.12.2024', '12.5.'],
    ],
    ['blanks around', [' 1,5 ', ''], ['1.5', '']],
    ['three digits behind a zero', ['0,125'], ['0.125']],
    ['nothing before the comma', [',125', '-,5'], ['.125', '-.5']],
    ['exponents', ['1,500E-07', '-2,5e+3', '3E+05'], ['1.500E-07', '-2.5e+3', '3E+05']],
    ['three digits behind more than three', ['1234,125'], ['1234.125']],
  ])('has points for decimal commas: %s', (_name, cells, expected) => {
    expect(plain(`n;m\n${cells.map((cell) => `${cell};0`).join('\n')}`)).toBe(
      `n,m\n${expected.map((cell) => `${cell},0\n`).join('')}`,
    );
  });

  it.each([
    ['thousands in groups alone', ['1,234', '12,345']],
    ['points as well', ['1,5', '2.5']],
    ['a point behind a number', ['1,5', '2.']],
    ['a point before an exponent', ['1,5', '2.5e3']],
    ['points and groups', ['1,234', '1,234.5']],
    ['a point behind a zero', ['1,5', '0.125']],
  ])('keeps commas that may be none of decimals: %s', (_name, cells) => {
    const { steps } = toPlainCsv(Buffer.from(`n;m\n${cells.map((cell) => `${cell};0`).join('\n')}`));
    expect(steps).toEqual([separated(';', cells.length)]);
  });

  it('says what was done, and to how many', () => {
    expect(toPlainCsv(Buffer.from('a;b\n1,5;2\n2,5;3,5\n')).steps).toEqual([separated(';', 2), commas(3)]);
    expect(toPlainCsv(Buffer.from('sep=\t\na\tb\n1\t2\n')).steps).toEqual([separated('\t', 1), commas(0)].slice(0, 1));
  });

  it('keeps bytes that are no text, for who reads on to refuse', () => {
    const { bytes } = toPlainCsv(Buffer.from('a;b\nJos\xe9;1\n', 'latin1'));
    expect(bytes).toEqual(Buffer.from('a,b\nJos\xe9,1\n', 'latin1'));
  });

  it('decides by the start of a long text, and reads the rest alike', () => {
    const text = `a;b\n${'1,5;2\n'.repeat(100_000)}1.234;x\n`;
    const { bytes, steps } = toPlainCsv(Buffer.from(text));
    expect(bytes.toString()).toBe(`a,b\n${'1.5,2\n'.repeat(100_000)}1234,x\n`);
    expect(steps).toEqual([separated(';', 100_001), commas(100_001)]);
  });

  it('is not misled by the row that its look at a long text cuts off', () => {
    const text = `Price, EUR;b\n${'1,5;2,5\n'.repeat(20_000)}`;
    expect(plain(text)).toBe(`"Price, EUR",b\n${'1.5,2.5\n'.repeat(20_000)}`);
  });

  it('reads a header that is longer than its look at the text', () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `column ${i}`);
    expect(plain(`${names.join(';')}\n`)).toBe(`${names.join(',')}\n`);
  });

  it('waits for the whole of a first line', () => {
    expect(inChunks([Buffer.from('\na'), Buffer.from(';b\n1;2\n')])).toBe('\na,b\n1,2\n');
  });

  it('has the cells that it had, wherever its chunks are cut', () => {
    const cell = fc.stringMatching(/^[a-zé;,"\n ]{0,6}$/);
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, fc.constantFrom(';', '\t', '|'), places, (cells, delimiter, at) => {
        const table = [['x', 'y', 'z'], ...cells];
        const text = Papa.unparse(table, { delimiter, quotes: true, newline: '\n' });
        const written = inChunks(cut(Buffer.from(text), at));
        expect(Papa.parse(written, { delimiter: ',', skipEmptyLines: true }).data).toEqual(table);
      }),
    );
  });
});
