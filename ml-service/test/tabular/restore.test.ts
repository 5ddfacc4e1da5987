import { expect, it } from 'vitest';
import { restoreRow } from '../../src/tabular/restore.js';
import { createTransformer } from '../../src/tabular/transform.js';
import { ofNumbers } from './preprocessing.js';

const transformer = createTransformer(ofNumbers(['a'], { means: [1], scales: [1] }));

it.each([
  ['a number in its own units', 0.25, 1.25],
  ['0 where nothing but rounding is left of it', -1 + 2 ** -48, 0],
  ['null where a missing value was kept', Number.NaN, null],
])('gives back %s', (_what, scaled, value) => {
  expect(restoreRow(transformer, () => scaled)).toEqual([value]);
});
