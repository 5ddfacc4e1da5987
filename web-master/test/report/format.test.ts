import { expect, it } from 'vitest';
import { duration, fixed } from '../../src/report/format.js';

it('writes a minus before numbers alone that are not rounded to zero', () => {
  expect([-0.0004, -0.5, 0.5].map((value) => fixed(value, 3))).toEqual(['0.000', '−0.500', '0.500']);
});

it('carries seconds into minutes', () => {
  expect([840, 1_240, 59_400, 59_700, 119_600, 61_000].map(duration)).toEqual([
    '840 ms',
    '1.2 s',
    '59.4 s',
    '1 min 0 s',
    '2 min 0 s',
    '1 min 1 s',
  ]);
});
