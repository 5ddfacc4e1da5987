import { expect, it } from 'vitest';
import { countedOf, duration, fixed, percent } from '../../src/report/format.js';

it('writes a minus before numbers alone that are not rounded to zero', () => {
  expect([-0.0004, -0.5, 0.5].map((value) => fixed(value, 3))).toEqual(['0.000', '−0.500', '0.500']);
});

it('rounds a half up however it was come by', () => {
  expect([0.0475, 0.047499999999999966].map((value) => fixed(value, 3))).toEqual(['0.048', '0.048']);
});

it('tells no share of some rows as none, and none of less than all as all', () => {
  expect(
    [0, 0.0004, 0.0005, 0.5, 0.9995, 0.9996, 1 - 1e-15].map(percent).map((text) => text.replaceAll('\u00a0', ' ')),
  ).toEqual(['0.0 %', '< 0.1 %', '0.1 %', '50.0 %', '> 99.9 %', '> 99.9 %', '100.0 %']);
});

it('speaks of one row as of one, and of none of one as of it', () => {
  const told = ([part, whole]: [number, number]) => countedOf(part, whole, 'row', ['is', 'are']);
  const counts: [number, number][] = [
    [0, 1],
    [1, 1],
    [1, 2],
    [0, 2],
    [2, 1200],
  ];
  expect(counts.map(told)).toEqual([
    '0 of 1 row is',
    '1 of 1 row is',
    '1 of 2 rows is',
    '0 of 2 rows are',
    '2 of 1,200 rows are',
  ]);
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
