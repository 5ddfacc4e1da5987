import fc from 'fast-check';
import { expect, it } from 'vitest';
import { median } from '../../src/tabular/median.js';

it('is the middle of the sorted values, or the mean of the two middle ones', () => {
  expect(median(new Float64Array())).toBe(0);
  expect(median(Float64Array.of(3))).toBe(3);
  expect(median(Float64Array.of(4, 1, 3, 2))).toBe(2.5);
  const numbers = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
  fc.assert(
    fc.property(fc.array(numbers, { minLength: 1 }), (values) => {
      const sorted = Float64Array.from(values).sort();
      const [lower, upper] = [sorted[(values.length - 1) >> 1], sorted[values.length >> 1]];
      const expected = values.length % 2 === 1 ? upper : lower / 2 + upper / 2;
      // 0 and -0 are equal, and either may stand first.
      expect(median(Float64Array.from(values)) + 0).toBe(expected + 0);
    }),
  );
});
