import { expect, it } from 'vitest';
import { GrowingText } from '../../src/source/growing-text.js';

it('keeps pieces of any length, whole', () => {
  const text = new GrowingText();
  const pieces = ['é', 'x'.repeat(300_000), '', '€'.repeat(50_000)];
  for (const piece of pieces) text.add(piece);
  expect(pieces.map((_, i) => text.slice(i, i + 1).toString() === pieces[i])).toEqual([true, true, true, true]);
  expect(text.slice(0, 4).toString() === pieces.join('')).toBe(true);
});
