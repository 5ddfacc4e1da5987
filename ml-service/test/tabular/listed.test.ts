import { expect, it } from 'vitest';
import { listed } from '../../src/tabular/listed.js';

it('names fifty, and says how many more there are', () => {
  const names = Array.from({ length: 51 }, (_, i) => `x${i}`);
  expect(listed(names.slice(0, 50))).toBe(names.slice(0, 50).join(', '));
  expect(listed(names)).toBe(`${names.slice(0, 50).join(', ')} and 1 more`);
});
