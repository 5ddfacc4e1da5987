import { expect, it } from 'vitest';
import { slicesOf } from '../../src/evaluation/slices.js';
import { rowNumbers, tableOf } from '../tabular/tables.js';

/** Slices by the column `x` of these cells, each right or not. */
function slicesBy(cells: readonly (readonly [cell: string | number, right: number])[]) {
  const table = tableOf(`x,y\n${cells.map(([cell]) => `${cell},0\n`).join('')}`);
  const right = Uint8Array.from(cells, ([, one]) => one);
  return slicesOf(['x'], { table, rows: rowNumbers(cells.length), right });
}
const times = (n: number, cell: string | number, right: number) =>
  Array.from({ length: n }, () => [cell, right] as const);

it('has a gap above 0 where more rows are right than among the others', () => {
  const [worse, better] = slicesBy([...times(9, 'a', 0), ...times(3, 'a', 1), ...times(10, 'b', 1)]);
  expect(worse).toMatchObject({ slice: 'a', n: 12, accuracy: { value: 3 / 12 }, gap: 3 / 12 - 1, is_small: false });
  expect(better).toMatchObject({ slice: 'b', n: 10, gap: 1 - 3 / 12, is_small: false });
  expect(better.p).toBeLessThan(0.01);
});

it('tests a slice against ten other rows or more', () => {
  expect(slicesBy([...times(20, 'a', 1), ...times(10, 'b', 0)]).map(({ p }) => p === null)).toEqual([false, false]);
  expect(slicesBy([...times(20, 'a', 1), ...times(9, 'b', 0)]).map(({ p }) => p)).toEqual([null, null]);
});

it('lists words by their rows, and equal ones in the order of the alphabet', () => {
  const names = slicesBy([...times(2, 'c', 1), ...times(2, 'b', 1), ...times(3, 'd', 1)]).map(({ slice }) => slice);
  expect(names).toEqual(['d', 'b', 'c']);
});

it('lists numbers ascending and what is missing last: up to eight by value, more in quartiles', () => {
  const of = (n: number) => slicesBy(['', ...Array.from({ length: n }, (_, i) => n - i)].map((cell) => [cell, 1]));
  expect(of(8).map(({ slice }) => slice)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', 'missing']);
  expect(of(9).map(({ slice, n }) => [slice, n])).toEqual([
    ['≤ 3', 3],
    ['> 3, ≤ 5', 2],
    ['> 5, ≤ 7', 2],
    ['> 7, ≤ 9', 2],
    ['missing', 1],
  ]);
});

it('takes more rows of one value than a call takes arguments', () => {
  expect(slicesBy([...times(150_000, 1, 1), ...times(10, 0, 1)]).map(({ n }) => n)).toEqual([10, 150_000]);
});
