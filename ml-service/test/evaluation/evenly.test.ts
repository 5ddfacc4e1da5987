import { expect, it } from 'vitest';
import { evenly } from '../../src/evaluation/evenly.js';

it('leaves out samples at even distances, each with its class', () => {
  const X = { nSamples: 6, nFeatures: 2, values: Float64Array.of(0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15) };
  const codes = Int32Array.of(0, 1, 2, 3, 4, 5);
  const { X: some, codes: theirs } = evenly({ X, codes }, 3);
  expect([...some.values]).toEqual([0, 2, 4, 10, 12, 14]);
  expect([...theirs]).toEqual([0, 2, 4]);
  expect(evenly({ X, codes }, 6)).toEqual({ X, codes });
});
