import { describe, expect, it } from 'vitest';
import { collapse } from '../../../src/report/figures/collapse.js';

const matrix = {
  labels: ['a', 'b', 'c', 'd'],
  counts: [
    [1, 0, 2, 0],
    [3, 40, 5, 6],
    [0, 1, 1, 0],
    [70, 8, 9, 10],
  ],
};

describe('a confusion matrix of many classes', () => {
  it('keeps those of most rows in their order, and all others as one', () => {
    // rows: a 3, b 54, c 2, d 97
    expect(collapse(matrix, 2)).toEqual({
      labels: ['b', 'd', '2 others'],
      counts: [
        [40, 6, 3 + 5],
        [8, 10, 70 + 9],
        [0 + 1, 0 + 0, 1 + 2 + 0 + 1],
      ],
    });
  });

  it('is as it was where there are no more classes', () => {
    expect(collapse(matrix, 4)).toBe(matrix);
  });
});
