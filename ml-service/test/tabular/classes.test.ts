import { expect, test } from 'vitest';
import { classCodes, classesOf, NO_CLASS, OTHER_CLASS } from '../../src/tabular/classes.js';
import type { TableColumn } from '../../src/tabular/table.js';
import { tableOf } from './tables.js';

/** Column `y` beside another, since a line with nothing on it is no row. */
function columnOf(cells: readonly (string | number)[], type?: 'categorical'): TableColumn {
  const csv = `x,y\n${cells.map((cell) => `1,${cell}`).join('\n')}\n`;
  return tableOf(csv, type ? [{ name: 'y', type }] : []).columns[1];
}

test('numbers come in rising order, words by their code units', () => {
  expect(classesOf(columnOf([10, 9, '', 1.5, -2, 9, '-0', 0]))).toEqual([-2, 0, 1.5, 9, 10]);
  expect(classesOf(columnOf(['b', 'a', 'NA', 'B', 'é', 'a']))).toEqual(['B', 'a', 'b', 'é']);
  expect(classesOf(columnOf([10, 9], 'categorical'))).toEqual(['10', '9']);
});

test('a number may be written as text, and a word as its code', () => {
  expect([...classCodes(columnOf([1, 0, '', 2]), [0, 1], 'numeric')]).toEqual([1, 0, NO_CLASS, OTHER_CLASS]);
  const texts = columnOf(['1.0', '0', 'yes', '?'], 'categorical');
  expect([...classCodes(texts, [0, 1], 'numeric')]).toEqual([1, 0, OTHER_CLASS, NO_CLASS]);
  const words = columnOf(['yes', 'no', '1', '0', '2', 'maybe'], 'categorical');
  expect([...classCodes(words, ['no', 'yes'], 'categorical')]).toEqual([1, 0, 1, 0, OTHER_CLASS, OTHER_CLASS]);
  // Whichever of them is the positive one.
  expect([...classCodes(words, ['yes', 'no'], 'categorical')]).toEqual([0, 1, 0, 1, OTHER_CLASS, OTHER_CLASS]);
});

test('where a class is a number another number is a class never seen, not a code', () => {
  const column = columnOf(['1', '2', '1.0', '0'], 'categorical');
  expect([...classCodes(column, ['1', '2'], 'categorical')]).toEqual([0, 1, 0, OTHER_CLASS]);
  expect([...classCodes(column, ['007', 'x'], 'categorical')]).toEqual(new Array(4).fill(OTHER_CLASS));
});
