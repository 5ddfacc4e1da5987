import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvTokenizer } from '../../src/csv/index.js';
import { cut, places } from './chunks.js';

interface Line {
  readonly line: number;
  readonly offset: number;
  readonly fields: string[];
  readonly text: string;
}

function read(chunks: readonly Buffer[]): Line[] {
  const lines: Line[] = [];
  const fields: string[] = [];
  const tokenizer: CsvTokenizer = new CsvTokenizer({
    field: (index, bytes, start, end) => {
      fields[index] = bytes.toString('utf8', start, end);
    },
    record: (nFields, bytes, start, end) => {
      const { line, offset } = tokenizer;
      lines.push({ line, offset, fields: fields.slice(0, nFields), text: bytes.toString('utf8', start, end) });
    },
  });
  for (const chunk of chunks) {
    // What a chunk held must not matter once it was written.
    const copy = Buffer.from(chunk);
    tokenizer.write(copy);
    copy.fill('#');
  }
  tokenizer.end();
  return lines;
}

const readText = (text: string) => read([Buffer.from(text)]);
const fieldsOf = (text: string) => readText(text).map(({ fields }) => fields);

function outcome(chunks: readonly Buffer[]): unknown {
  try {
    return read(chunks);
  } catch (error) {
    return (error as Error).message;
  }
}

const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;

describe('the tokenizer', () => {
  it.each<[string, string, string[][]]>([
    [
      'LF',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CR',
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['no line end at the end', 'a\n1', [['a'], ['1']]],
    ['a CR at the end', 'a\r', [['a']]],
    [
      'empty fields',
      ',,\na,,\n',
      [
        ['', '', ''],
        ['a', '', ''],
      ],
    ],
    ['an empty last field', 'a,', [['a', '']]],
    ['empty lines', '\n\r\na\n\n\rb\n\n', [['a'], ['b']]],
    ['an empty field in quotes alone on its line', 'a\n""\nb\n', [['a'], [''], ['b']]],
    ['commas, quotes and line ends in quotes', '"a,b","c""d","e\r\nf"\n', [['a,b', 'c"d', 'e\r\nf']]],
    ['nothing but quotes', '"""","",""""""\n', [['"', '', '""']]],
    ['a quote inside of a plain field', 'a"b,c\n', [['a"b', 'c']]],
    ['a byte order mark', '\ufeffa\n1\n', [['a'], ['1']]],
    ['a byte order mark before a quote', '\ufeff"a,b"\n', [['a,b']]],
    ['no text', '', []],
    ['a byte order mark alone', '\ufeff', []],
  ])('reads %s', (_name, text, fields) => {
    expect(fieldsOf(text)).toEqual(fields);
  });

  it('tells the line and the byte on which each record starts', () => {
    expect(readText('\ufeffé,b\n\n"1\n2",3\r\n4,5\r6,7')).toEqual([
      { line: 1, offset: 3, fields: ['é', 'b'], text: 'é,b' },
      { line: 3, offset: 9, fields: ['1\n2', '3'], text: '"1\n2",3' },
      { line: 5, offset: 18, fields: ['4', '5'], text: '4,5' },
      { line: 6, offset: 22, fields: ['6', '7'], text: '6,7' },
    ]);
  });

  it.each([
    ['"a', 'line 1: a quoted field is not closed'],
    ['a\n\n"b\nc', 'line 3: a quoted field is not closed'],
    ['a\n"', 'line 2: a quoted field is not closed'],
    ['"a"b\n', 'line 1: a quoted field goes on after its closing quote; a quote inside must be doubled'],
    ['a\n"b" ,c\n', 'line 2: a quoted field goes on after its closing quote; a quote inside must be doubled'],
  ])('refuses %j', (text, message) => {
    expect(() => readText(text)).toThrow(message);
  });

  it('refuses a record that does not end, in bounded memory', () => {
    const tokenizer = new CsvTokenizer({ field: () => {}, record: () => {} });
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    tokenizer.write(Buffer.from('a\n"'));
    const writeMuch = () => {
      for (let n = 0; n < 10; n++) tokenizer.write(chunk);
    };
    expect(writeMuch).toThrow('line 2: the row has more than 8388608 bytes; is a quote not closed?');
  });

  it('looks at a long record that comes in tiny pieces a few times, not once a piece', () => {
    let fields = 0;
    const tokenizer = new CsvTokenizer({ field: () => void fields++, record: () => {} });
    tokenizer.write(Buffer.from('"'));
    const piece = Buffer.from('x\n');
    for (let n = 0; n < 3_000_000; n++) tokenizer.write(piece);
    tokenizer.write(Buffer.from('"\n1\n'));
    tokenizer.end();
    expect([fields, tokenizer.line]).toEqual([2, 3_000_003]);
  });

  it('reads the same, or refuses the same, however the text is cut into chunks', () => {
    const anyText = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', 'é', '\ufeff'), maxLength: 40 });
    fc.assert(
      fc.property(anyText, places, (text, at) => {
        const bytes = Buffer.from(text);
        expect(outcome(cut(bytes, at))).toEqual(outcome([bytes]));
      }),
      { numRuns: 3000 },
    );
  });

  it('gives back every table that is written by RFC 4180', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'Ж', '🙂', ' ', ',', '"', '\n', '\r'), maxLength: 6 });
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(table, lineEnd, places, (rows, end, at) => {
        const text = rows.map((row) => row.map(quoted).join(',')).join(end);
        expect(read(cut(Buffer.from(text), at)).map(({ fields }) => fields)).toEqual(rows);
      }),
      { numRuns: 1000 },
    );
  });
});
