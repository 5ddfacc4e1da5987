import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupEqualRows } from '../../src/tabular/duplicate-rows.js';
import type { Table } from '../../src/tabular/table.js';
import { tableOf } from './tables.js';

test('rows that are equal in every column share a group, numbered by first rows', () => {
  const table = tableOf('a,b\n1,x\n2,x\n1,x\n,x\nNA,x\n1,\n0,x\n-0,x\n');
  expect([...groupEqualRows(table).groupOf]).toEqual([0, 1, 0, 2, 2, 3, 4, 4]);
  expect(groupEqualRows(table).nGroups).toBe(5);
});

test('agrees with comparing every pair of rows', () => {
  const row = fc.tuple(fc.constantFrom(0, -0, 1, 2, Number.NaN), fc.integer({ min: -1, max: 2 }));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
      const table: Table = {
        nRows: rows.length,
        header: ['n', 'w'],
        columns: [
          { name: 'n', type: 'numeric', values: Float64Array.from(rows, ([n]) => n) },
          { name: 'w', type: 'categorical', codes: Int32Array.from(rows, ([, w]) => w), words: ['a', 'b', 'c'] },
        ],
      };
      const { groupOf } = groupEqualRows(table);
      const key = ([n, w]: [number, number]) => `${n + 0} ${w}`;
      rows.forEach((a, i) => {
        rows.forEach((b, j) => {
          expect(groupOf[i] === groupOf[j]).toBe(key(a) === key(b));
        });
      });
    }),
  );
});
