import type { Column } from '@ml-microservices/shared/contracts';
import { describe, expect, test } from 'vitest';
import { fitPreprocessing } from '../../src/tabular/preparation.js';
import { tableOf } from './tables.js';

const prepare = (csv: string, rows: number[], schema: Column[] = []) =>
  fitPreprocessing(tableOf(csv, schema), Int32Array.from(rows), {
    features: ['x'],
    dropped: [],
    target: 'y',
    schema,
    oneHot: true,
  });
const column = (cells: readonly (string | number)[]) => `y,x\n${cells.map((cell) => `0,${cell}`).join('\n')}\n`;
const fitted = (cells: readonly (string | number)[], categories?: string[]) => {
  const schema: Column[] = categories ? [{ name: 'x', type: 'categorical', categories }] : [];
  return prepare(column(cells), [...cells.keys()], schema).features[0];
};

describe('a numeric column', () => {
  test('is imputed with the median of the training rows alone', () => {
    const { features, fitted_rows } = prepare(column([5, '', 1, 1000, 3]), [0, 1, 2, 4]);
    // Of 5, 1 and 3; the row that holds 1000 is not among them.
    expect(features).toEqual([{ name: 'x', type: 'numeric', impute: 3, missing: 1 }]);
    expect(fitted_rows).toBe(4);
  });

  test('of an even number of values with the mean of the two middle ones', () => {
    expect(fitted([4, 1, 10, 2])).toHaveProperty('impute', 3);
    expect(fitted([1e308, 1.5e308])).toHaveProperty('impute', 1.25e308);
  });

  test('without any value with 0', () => {
    expect(fitted(['', '?'])).toEqual({ name: 'x', type: 'numeric', impute: 0, missing: 2 });
  });
});

describe('a categorical column', () => {
  test('of two words is coded in alphabetical order', () => {
    expect(fitted(['male', 'female', 'male'])).toEqual({
      name: 'x',
      type: 'categorical',
      impute: 1,
      categories: ['female', 'male'],
      missing: 0,
    });
  });

  test('of more by falling frequency, equal ones in alphabetical order', () => {
    const { categories, impute } = fitted(['c', 'b', 'd', 'd', 'a', 'b', '']);
    expect(categories).toEqual(['b', 'd', 'a', 'c']);
    expect(impute).toBe(0);
  });

  test("in the dictionary's order, which may know more words or fewer", () => {
    const { categories, impute } = fitted(['z', 'S', 'Q', 'z', 'z', 'a'], ['S', 'C', 'Q']);
    expect(categories).toEqual(['S', 'C', 'Q', 'z', 'a']);
    expect(impute).toBe(3);
    // Q and C are as frequent: the first in coding order.
    expect(fitted(['Q', 'C', 'Q', 'C', 'S'], ['S', 'C', 'Q'])).toHaveProperty('impute', 1);
  });

  test('knows only the words of the training rows', () => {
    const { features } = prepare(column(['a', 'b', 'c', 'a']), [0, 1, 3]);
    expect(features[0].categories).toEqual(['a', 'b']);
  });

  test('without any word has no category', () => {
    const { features } = prepare(column(['a', 'b', '']), [2]);
    expect(features[0]).toEqual({ name: 'x', type: 'categorical', impute: 0, categories: [], missing: 1 });
  });
});
