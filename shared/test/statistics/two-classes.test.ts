import { expect, test } from 'vitest';
import { twoClassesOf } from '../../src/statistics/index.js';

const numbers = (min: number, max: number, distinct = 2) =>
  ({ name: 'y', type: 'numeric', missing: 0, distinct, min, max }) as const;
const words = (...values: string[]) =>
  ({
    name: 'y',
    type: 'categorical',
    missing: 0,
    distinct: values.length,
    top: values.map((value) => ({ value, count: 1 })),
  }) as const;

test('two classes come by number or alphabet, whichever is more frequent', () => {
  expect(twoClassesOf(numbers(-1, 10))).toEqual(['-1', '10']);
  expect(twoClassesOf(words('good', 'bad'))).toEqual(['bad', 'good']);
  expect(twoClassesOf(words('10', '9'))).toEqual(['10', '9']);
});

test('of more or fewer, of numbers too large to tell apart and of codes of categories none are told', () => {
  expect(twoClassesOf(numbers(0, 2, 3))).toBeUndefined();
  expect(twoClassesOf(words('yes'))).toBeUndefined();
  expect(twoClassesOf(numbers(2 ** 60, 2 ** 60))).toBeUndefined();
  expect(twoClassesOf(words('0', '1'), ['female', 'male'])).toBeUndefined();
  expect(twoClassesOf(words('male', 'female'), ['female', 'male', 'other'])).toEqual(['female', 'male']);
});
