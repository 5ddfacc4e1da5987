import { expect, test } from 'vitest';
import { readCsv } from '../../src/tabular/csv-table.js';
import { KeptRecords, type Records } from '../../src/tabular/kept-records.js';

test('keeps the header and every row as they were written', () => {
  const records = new KeptRecords();
  const long = `"${'é'.repeat(5000)}",2`;
  readCsv(`a,b\r\n "x, ""y""\n",1\r\n${long}\r\n`.replace(' "', '"'), () => ({}), { onRecord: records.keep });
  expect(records.length).toBe(3);
  expect(records.header).toBe('a,b');
  const rows = ['"x, ""y""\n",1', long];
  expect(textsOf(records.from(1))).toEqual(rows);
  expect(textsOf(records.from(0))).toEqual(['a,b', ...rows]);
});

const textsOf = ({ bytes, ends }: Records) =>
  Array.from(ends, (end, i) => Buffer.from(bytes.subarray(i === 0 ? 0 : ends[i - 1], end)).toString());
