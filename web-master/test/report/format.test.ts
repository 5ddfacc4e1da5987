import { expect, it } from 'vitest';
import { duration } from '../../src/report/format.js';

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
