import { expect, test } from 'vitest';
import { readCsv } from '../../src/tabular/csv-table.js';
import { KeptRecords } from '../../src/tabular/kept-records.js';

test('keeps the header and every row as they were written', () => {
  const records = new KeptRecords();
  const long = `"${'é'.repeat(5000)}",2`;
  readCsv(`a,b\r\n "x, ""y""\n",1\r\n${long}\r\n`.replace(' "', '"'), () => ({}), { onRecord: records.keep });
  expect(records.length).toBe(3);
  expect(records.text(0)).toBe('a,b');
  expect(records.text(1)).toBe('"x, ""y""\n",1');
  expect(records.text(2)).toBe(long);
  expect(records.texts(1)).toEqual([records.text(1), long]);
  expect(records.byteLength).toBe(3 + 13 + 10_004);
  const target = Buffer.alloc(20, '.');
  expect(records.copyTo(target, 2, 0)).toBe(5);
  expect(target.toString('utf8', 0, 8)).toBe('..a,b...');
});

test('gives the texts from a record on, also where each character is one byte', () => {
  const records = new KeptRecords();
  readCsv('a,b\n1,x\n22,\n3,yz\n', () => ({}), { onRecord: records.keep });
  expect(records.texts(0)).toEqual(['a,b', '1,x', '22,', '3,yz']);
  expect(records.texts(2)).toEqual(['22,', '3,yz']);
});
