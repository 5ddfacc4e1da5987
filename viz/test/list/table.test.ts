import { expect, it } from 'vitest';
import { ariaSort, nextSort } from '../../src/lib/list/table.js';

it('sorts words upwards and numbers downwards first, then the other way round', () => {
  expect(nextSort('-created_at', 'name', false)).toBe('name');
  expect(nextSort('name', 'name', false)).toBe('-name');
  expect(nextSort('-name', 'name', false)).toBe('name');
  expect(nextSort('name', 'rows', true)).toBe('-rows');
});

it('tells assistive technology the order of the column that is sorted by, and of no other', () => {
  expect(ariaSort('name', 'name')).toBe('ascending');
  expect(ariaSort('-name', 'name')).toBe('descending');
  expect(ariaSort('name', 'rows')).toBeUndefined();
  expect(ariaSort('name', undefined)).toBeUndefined();
});
