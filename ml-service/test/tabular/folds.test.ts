import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stratifiedFolds } from '../../src/tabular/folds.js';

it('deals each class over the folds, within one row, and the rows as a whole too', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 2, max: 20 }),
      fc.integer({ min: 0, max: 1000 }),
      (codes, folds, seed) => {
        const classes = Int32Array.from(codes);
        const rows = Int32Array.from(codes.keys());
        const foldOf = stratifiedFolds({ rows, classes, nClasses: 3, groups: rows }, { folds, seed, repeat: 0 });
        for (const code of [0, 1, 2, null]) {
          const sizes = Array.from({ length: folds }, (_, fold) =>
            foldOf.reduce((n, one, i) => n + (one === fold && (code === null || classes[i] === code) ? 1 : 0), 0),
          );
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});

it('keeps equal rows together, and divides anew in each repeat', () => {
  const rows = Int32Array.from({ length: 40 }, (_, i) => i);
  const input = { rows, classes: new Int32Array(40), nClasses: 1, groups: rows.map((row) => row >> 1) };
  const first = stratifiedFolds(input, { folds: 4, seed: 1, repeat: 0 });
  for (let pair = 0; pair < 20; pair++) expect(first[2 * pair]).toBe(first[2 * pair + 1]);
  expect(stratifiedFolds(input, { folds: 4, seed: 1, repeat: 0 })).toEqual(first);
  expect(stratifiedFolds(input, { folds: 4, seed: 1, repeat: 1 })).not.toEqual(first);
});

it('keeps the folds within a group of each other where many rows are equal', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 1, max: 30 })), {
        minLength: 1,
        maxLength: 40,
      }),
      fc.integer({ min: 2, max: 20 }),
      fc.integer({ min: 0, max: 1000 }),
      (equal, folds, seed) => {
        const of = (value: (group: number) => number) =>
          Int32Array.from(equal.flatMap(([, size], group) => Array.from({ length: size }, () => value(group))));
        const [classes, groups] = [of((group) => equal[group][0]), of((group) => group)];
        const rows = Int32Array.from(classes.keys());
        const foldOf = stratifiedFolds({ rows, classes, nClasses: 2, groups }, { folds, seed, repeat: 0 });
        for (const code of [0, 1]) {
          const largest = Math.max(0, ...equal.flatMap(([one, size]) => (one === code ? [size] : [])));
          const sizes = Array.from({ length: folds }, (_, fold) =>
            foldOf.reduce((n, one, i) => n + (one === fold && classes[i] === code ? 1 : 0), 0),
          );
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(largest);
        }
      },
    ),
  );
});
