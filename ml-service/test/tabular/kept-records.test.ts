import { expect, test } from 'vitest';
import { readCsv } from '../../src/tabular/csv-table.js';
import { GrowingBytes } from '../../src/tabular/growing-bytes.js';
import { KeptRecords } from '../../src/tabular/kept-records.js';

test('keeps the header and every row as they were written', () => {
  const records = new KeptRecords();
  const long = `"${'é'.repeat(5000)}",2`;
  readCsv(`a,b\r\n "x, ""y""\n",1\r\n${long}\r\n`.replace(' "', '"'), () => ({}), { onRecord: records.keep });
  expect(records.length).toBe(3);
  expect(records.text(0)).toBe('a,b');
  expect(records.text(1)).toBe('"x, ""y""\n",1');
  expect(records.text(2)).toBe(long);
  const target = new GrowingBytes();
  records.addTo(target, 1, (index) => target.add(Buffer.from(`,${index}\n`)));
  expect(target.bytes.toString()).toBe(`${records.text(1)},0\n${long},1\n`);
});
