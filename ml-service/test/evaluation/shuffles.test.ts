import { describe, expect, it } from 'vitest';
import { createRandom, shuffleInPlace } from '../../src/estimators/random.js';
import { Shuffles } from '../../src/evaluation/shuffles.js';
import { matrixOf } from '../estimators/matrices.js';

const random = createRandom(6);
const rows = Array.from({ length: 60 }, (_, i) => [i, random.below(2), random.below(3), random.next()]);
const orders = Array.from({ length: 10 }, () => {
  const order = Int32Array.from(rows, (_, i) => i);
  shuffleInPlace(order, random);
  return order;
});
const X = matrixOf(rows);

describe('shuffles of some columns', () => {
  for (const [first, width] of [
    [1, 1],
    [1, 2],
    [3, 1],
  ]) {
    it(`make the rows that each shuffle of ${width} from column ${first} makes`, () => {
      const shuffles = new Shuffles(X, { first, width });
      const places = orders.map((order) => shuffles.add(order));
      const made = shuffles.matrix();
      orders.forEach((order, repeat) => {
        rows.forEach((row, i) => {
          const expected = row.map((value, j) => (j >= first && j < first + width ? rows[order[i]][j] : value));
          const place = places[repeat][i];
          const actual = place < 0 ? row : row.map((_, j) => made.values[j * made.nSamples + place]);
          expect(actual).toEqual(expected);
        });
      });
    });
  }

  it('make each row once, and none that is there already', () => {
    const shuffles = new Shuffles(X, { first: 1, width: 1 });
    const places = orders.map((order) => shuffles.add(order));
    const { nSamples } = shuffles.matrix();
    // Of two values a row can only take the other one.
    expect(nSamples).toBe(60);
    expect(new Set(places.flatMap((one) => [...one]))).toEqual(
      new Set([-1, ...Array.from({ length: 60 }, (_, i) => i)]),
    );
  });
});
