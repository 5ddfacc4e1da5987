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
