import type { Column } from '@ml-microservices/shared/contracts';
import { expect, test } from 'vitest';
import { findTarget } from '../../src/tabular/target.js';

const columns = (...names: string[]): Column[] => names.map((name) => ({ name, type: 'numeric' }));
const passengers = columns('Age', 'Fare', 'Survived', 'y');

test('is as asked, else as the dataset has it, else a column marked so, else the first of the usual names', () => {
  expect(findTarget({ columns: passengers, asked: 'Age', known: 'Fare' })).toBe('Age');
  expect(findTarget({ columns: passengers, known: 'Fare' })).toBe('Fare');
  const marked: Column[] = [...passengers, { name: 'outcome', type: 'numeric', role: 'target' }];
  expect(findTarget({ columns: marked, known: 'Fare' })).toBe('Fare');
  expect(findTarget({ columns: marked, known: null })).toBe('outcome');
  expect(findTarget({ columns: passengers, known: null })).toBe('Survived');
  expect(findTarget({ columns: columns('y', 'class', 'label'), known: null })).toBe('label');
  expect(findTarget({ columns: columns('y', 'class'), known: 'gone' })).toBe('class');
});

test('is a fault that lists the columns where there is none, or not the one asked for', () => {
  expect(findTarget({ columns: columns('a', 'b'), known: null })).toMatchObject({
    path: '/target',
    message: 'is required: the dataset does not say which column to predict; it has a, b',
  });
  expect(findTarget({ columns: columns('a', 'b'), asked: 'c', known: 'a' })).toMatchObject({
    path: '/target',
    message: 'must be a column of the dataset (a, b), got "c"',
  });
  const many = columns(...Array.from({ length: 51 }, (_, i) => `c${i}`));
  expect(findTarget({ columns: many, known: null })).toHaveProperty(
    'message',
    expect.stringMatching(/c49 and 1 more$/),
  );
});
