import { expect, it } from 'vitest';
import { shownClasses } from '../../src/report/curves.js';
import { judge } from '../evaluation/judged.js';

it('shows the ten classes of most rows in their order, of equal ones the first', () => {
  // Class c has 12 - c rows, save the last two, which have as many as class 9.
  const truth = Array.from({ length: 12 }, (_, code) => new Array<number>(Math.max(3, 12 - code)).fill(code)).flat();
  const even = truth.map(() => new Array<number>(12).fill(1 / 12));
  expect(shownClasses(judge(truth, even, 12))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const turned = truth.map((code) => 11 - code);
  expect(shownClasses(judge(turned, even, 12))).toEqual([0, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});
