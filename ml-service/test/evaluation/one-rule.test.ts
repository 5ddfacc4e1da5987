import { expect, it } from 'vitest';
import { oneRuleOf } from '../../src/evaluation/one-rule.js';
import { findColumn } from '../../src/tabular/table.js';
import { tableOf } from '../tabular/tables.js';

/** The rule by a column of cells, each of the class beside it. */
function ruleOf(cells: readonly (readonly [cell: string, code: number])[], nClasses = 2) {
  const column = findColumn(tableOf(`x,y\n${cells.map(([cell]) => `${cell},0\n`).join('')}`), 'x')!;
  const rows = Int32Array.from(cells.keys());
  const codes = Int32Array.from(cells, ([, code]) => code);
  return { column, ...oneRuleOf(column, { rows, codes }, nClasses) };
}
const times = (n: number, cell: string, code: number) => Array.from({ length: n }, () => [cell, code] as const);

it('says of a value of six rows what they are, of fewer and of any other what most rows are', () => {
  const cells = [...times(20, 'most', 1), ...times(6, 'six', 0), ...times(5, 'five', 0)];
  const { rules, right, predict } = ruleOf(cells);
  expect(rules).toEqual([
    { when: 'most', code: 1 },
    { when: 'six', code: 0 },
    { when: 'five', code: 1 },
  ]);
  expect(right).toBe(26);
  const { column: others } = ruleOf([
    ['six', 0],
    ['never seen', 0],
    ['', 0],
  ]);
  expect([0, 1, 2].map((row) => predict(others, row))).toEqual([0, 1, 1]);
});

it('counts a number at the end of a range to that range', () => {
  // Of 0 to 42 every seventh number ends a sixth; the class changes behind it.
  const cells = Array.from({ length: 43 }, (_, x) => [String(x), Math.max(0, Math.ceil(x / 7) - 1) % 2] as const);
  const { rules, right } = ruleOf(cells);
  expect(rules.map(({ when }) => when)).toEqual(['≤ 7', '> 7, ≤ 14', '> 14, ≤ 21', '> 21, ≤ 28', '> 28, ≤ 35', '> 35']);
  expect(right).toBe(43);
});

it('tells a class from each of as many numbers, however rare', () => {
  const cells = Array.from({ length: 10 }, (_, code) => times(code === 3 ? 6 : 30, String(code), code)).flat();
  const { rules, right } = ruleOf(cells, 10);
  expect(rules.map(({ code }) => code)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(right).toBe(276);
});

it('tells the ranges of numbers rising, and what is missing last, in whatever order the rows are', () => {
  const cells = ['', ...Array.from({ length: 43 }, (_, x) => String(42 - x))].map((cell) => [cell, 0] as const);
  const rising = ['≤ 7', '> 7, ≤ 14', '> 14, ≤ 21', '> 21, ≤ 28', '> 28, ≤ 35', '> 35', 'missing'];
  expect(ruleOf(cells).rules.map(({ when }) => when)).toEqual(rising);
});
