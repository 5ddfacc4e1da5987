import { expect, it } from 'vitest';
import { together, waterfallOf } from '../../src/routes/predict/why/terms.js';

const output = (contributions: readonly number[], base: number) => ({
  class: 1,
  against: 0,
  base,
  contributions: contributions.map((contribution, i) => ({ feature: `x${i}`, value: i, contribution })),
  total: contributions.reduce((sum, each) => sum + each, base),
});

it('lays steps from the base to the total, the largest first', () => {
  const { terms, base, total } = waterfallOf(output([1, -2, 4], -1));
  expect(terms.map(({ feature, from, to }) => [feature, from, to])).toEqual([
    ['x2', 0, 1],
    ['x1', 1, 0.5],
    ['x0', 0.5, 0.75],
  ]);
  expect([base, total]).toEqual([0, 0.75]);
});

it('has no width where no column says anything', () => {
  const { terms, base, total } = waterfallOf(output([0, 0], 0.4));
  expect(terms.map(({ from, to }) => [from, to])).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect([base, total]).toEqual([0, 0]);
});

it('takes steps together as one, from where they begin to where they end', () => {
  const { terms, total } = waterfallOf(output([1, -2, 4, 0.5], -1));
  expect(together(terms.slice(2))).toEqual({ from: terms[2].from, to: total, contribution: 1.5 });
  expect(together([])).toBeUndefined();
});
