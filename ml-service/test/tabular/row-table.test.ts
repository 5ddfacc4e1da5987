import { Problem, type Row } from '@ml-microservices/shared/contracts';
import { expect, test } from 'vitest';
import { schemaPlan } from '../../src/tabular/column-plans.js';
import { tableFromRows } from '../../src/tabular/row-table.js';
import { cellsOf } from './tables.js';

const plan = schemaPlan([
  { name: 'Age', type: 'numeric' },
  { name: 'Sex', type: 'categorical', categories: ['female', 'male'] },
]);

test('numbers may come as text, categories as words or codes, and what is not there is missing', () => {
  const rows: Row[] = [{ Age: ' 38 ', Sex: 'female' }, { Age: 1.5, Sex: 1 }, { Sex: null }, { Age: 'NA', Sex: '0' }];
  const table = tableFromRows(rows, plan);
  expect(table.header).toEqual(['Age', 'Sex']);
  expect(cellsOf(table)).toEqual({ Age: ['38', '1.5', null, null], Sex: ['female', 'male', null, 'female'] });
});

test('a name that every object inherits is missing where the row lacks it', () => {
  const rows: Row[] = [{ constructor: 'a', toString: 1 }, {}];
  expect(cellsOf(tableFromRows(rows, () => ({ type: 'categorical' })))).toEqual({
    constructor: ['a', null],
    toString: ['1', null],
  });
});

test('every cell at fault is named, with what it holds', () => {
  const named = schemaPlan([{ name: 'a/b', type: 'numeric' }]);
  try {
    // The second thousand of a request's rows.
    tableFromRows([{ 'a/b': 1 }, { 'a/b': 'x' }, { 'a/b': 'inf' }], named, 1000);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    expect((error as Problem).extras.errors).toMatchObject([
      { path: '/rows/1001/a~1b', message: 'must be a finite number, got "x"' },
      { path: '/rows/1002/a~1b', message: 'must be a finite number, got "inf"' },
    ]);
  }
});
