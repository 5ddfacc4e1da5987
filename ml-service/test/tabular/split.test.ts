import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SplitInput, stratifiedSplit } from '../../src/tabular/split.js';
import { rowNumbers } from './tables.js';

const input = (classes: readonly number[], groups: readonly number[] = classes.map((_, i) => i)): SplitInput => ({
  rows: rowNumbers(classes.length),
  classes: Int32Array.from(classes),
  nClasses: Math.max(...classes) + 1,
  groups: Int32Array.from(groups),
});
const counts = (rows: Int32Array, classes: readonly number[], nClasses: number) => {
  const found = new Array<number>(nClasses).fill(0);
  for (const row of rows) found[classes[row]]++;
  return found;
};
const cases = fc.record({
  classes: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 120 }),
  testSize: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

describe('a stratified split', () => {
  test('of the Titanic has 712 and 179 rows, in the proportion of the classes', () => {
    // ceil(0.2 x 891) = 179; 549 and 342 of 891 rows: 110.29 and 68.71, so 110 and 69.
    const classes = [...new Array(549).fill(0), ...new Array(342).fill(1)];
    const { train, test } = stratifiedSplit(input(classes), { testSize: 0.2, seed: 42 });
    expect(counts(test, classes, 2)).toEqual([110, 69]);
    expect(counts(train, classes, 2)).toEqual([439, 273]);
  });

  test('has as many rows as the share says: 7 % of a hundred are seven, though 0.07 x 100 is a little more', () => {
    const { test } = stratifiedSplit(input([...new Array(50).fill(0), ...new Array(50).fill(1)]), {
      testSize: 0.07,
      seed: 1,
    });
    expect(test).toHaveLength(7);
  });

  test('takes from another class what one has too few rows for', () => {
    // Half of ten: 0.5 of the class of one row, which stays to learn from, and 4.5 of the other.
    const classes = [0, ...new Array(9).fill(1)];
    const { test } = stratifiedSplit(input(classes), { testSize: 0.5, seed: 1 });
    expect(counts(test, classes, 2)).toEqual([0, 5]);
  });

  test('puts each row on one side, ascending, and leaves each class one row to learn from', () => {
    fc.assert(
      fc.property(cases, ({ classes, testSize, seed }) => {
        const { train, test } = stratifiedSplit(input(classes), { testSize, seed });
        expect([...train, ...test].sort((a, b) => a - b)).toEqual([...rowNumbers(classes.length)]);
        for (const part of [train, test]) expect([...part]).toEqual([...part].sort((a, b) => a - b));
        expect(new Set([...train].map((row) => classes[row]))).toEqual(new Set(classes));
      }),
    );
  });

  test('gives each class its share within one row', () => {
    fc.assert(
      fc.property(cases, ({ classes, testSize, seed }) => {
        const { test } = stratifiedSplit(input(classes), { testSize, seed });
        const total = Math.ceil(testSize * classes.length - 1e-9);
        const all = counts(rowNumbers(classes.length), classes, 4);
        counts(test, classes, 4).forEach((given, code) => {
          const exact = (all[code] * total) / classes.length;
          // A whole row more only where another class may not give away its last row to learn from.
          expect(given).toBeLessThanOrEqual(exact + 1);
          expect(given).toBeGreaterThanOrEqual(Math.min(Math.floor(exact), Math.max(0, all[code] - 1)));
        });
      }),
    );
  });

  test('keeps equal rows on one side', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 0, max: 1000 }),
        (groups, seed) => {
          const classes = groups.map((group) => group % 2);
          const { train, test } = stratifiedSplit(input(classes, groups), { testSize: 0.3, seed });
          const learned = new Set([...train].map((row) => groups[row]));
          expect([...test].filter((row) => learned.has(groups[row]))).toEqual([]);
          expect(test.length).toBeLessThanOrEqual(Math.ceil(0.3 * groups.length));
        },
      ),
    );
  });

  test('is the same for the same seed and another for another', () => {
    const classes = Array.from({ length: 100 }, (_, i) => i % 2);
    const testOf = (seed: number) => [...stratifiedSplit(input(classes), { testSize: 0.2, seed }).test];
    expect(testOf(7)).toEqual(testOf(7));
    expect(testOf(7)).not.toEqual(testOf(8));
  });

  test('splits the rows that it is given, not others', () => {
    const some = { ...input([0, 0, 0, 1, 1, 1]), rows: Int32Array.of(3, 5, 8, 13, 21, 34) };
    const { train, test } = stratifiedSplit(some, { testSize: 1 / 3, seed: 1 });
    expect(test).toHaveLength(2);
    expect([...train, ...test].sort((a, b) => a - b)).toEqual([3, 5, 8, 13, 21, 34]);
  });
});
