import { expect, it } from 'vitest';
import { listed } from '../../src/text/index.js';

it('names at most fifty, and says how many more there are', () => {
  const names = Array.from({ length: 52 }, (_, i) => `x${i}`);
  expect(listed(names.slice(0, 3))).toBe('x0, x1, x2');
  expect(listed(names.slice(0, 50))).toBe(names.slice(0, 50).join(', '));
  expect(listed(names)).toBe(`${names.slice(0, 50).join(', ')} and 2 more`);
});
