import { expect, it } from 'vitest';
import { correlatedPairs } from '../../src/evaluation/correlation.js';
import { createTransformer } from '../../src/tabular/transform.js';
import { ofNumbers } from '../tabular/preprocessing.js';

/** The pairs of columns of numbers, by their names. */
function pairsOf(columns: Readonly<Record<string, readonly number[]>>) {
  const names = Object.keys(columns);
  const transformer = createTransformer(ofNumbers(names));
  const values = Float64Array.from(Object.values(columns).flat());
  return correlatedPairs({ nSamples: columns[names[0]].length, nFeatures: names.length, values }, transformer);
}
const rising = Array.from({ length: 9 }, (_, i) => i);

it('tells the strongest first, also where one falls as the other rises', () => {
  const nearly = rising.map((x) => x + (x % 2) / 2);
  const [strongest] = pairsOf({ rising, nearly, falling: rising.map((x) => -x) });
  expect(strongest).toEqual({ feature: 'rising', other: 'falling', r: expect.closeTo(-1, 12) });
});

it('takes a missing value for the mean of the others', () => {
  // It is missing in the middle, where the mean is what it would have been.
  const gap = rising.map((x) => (x === 4 ? Number.NaN : x));
  expect(pairsOf({ rising, gap })).toEqual([{ feature: 'rising', other: 'gap', r: expect.closeTo(1, 12) }]);
});

it('looks at rows from the first to the last of many', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => i);
  expect(pairsOf({ many, alike_at_first: many.map((x) => (x < 2000 ? x : 0)) })).toEqual([]);
});
