import { expect, it } from 'vitest';
import { mistakesOf } from '../../src/evaluation/mistakes.js';
import { tableOf } from '../tabular/tables.js';
import { judge } from './judged.js';

it('tells of each mistake how likely the class was that it is, among others that it is not', () => {
  const table = tableOf('a,y\n1,r\n2,s\n3,t\n4,t\n');
  const shares = [
    [0.2, 0.5, 0.3],
    [0.1, 0.8, 0.1],
    [0.6, 0.3, 0.1],
  ];
  // Rows 1 to 3 of the table, of which the second is right.
  const judged = judge([2, 1, 2], shares, 3);
  expect(mistakesOf(judged, { table, rows: Int32Array.of(2, 1, 3) }, ['r', 's', 't'])).toEqual([
    { row: 3, truth: 't', predicted: 'r', probability: 0.6, probability_of_truth: 0.1, values: { a: 4, y: 't' } },
    { row: 2, truth: 't', predicted: 's', probability: 0.5, probability_of_truth: 0.3, values: { a: 3, y: 't' } },
  ]);
});
