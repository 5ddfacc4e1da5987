import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitScaling, scaleInPlace } from '../../src/tabular/scaling.js';

const column = (...values: number[]) => ({
  nSamples: values.length,
  nFeatures: 1,
  values: Float64Array.from(values),
});

test('mean and population standard deviation', () => {
  // Mean 5; squares 9, 1, 1, 1, 0, 0, 4, 16 sum to 32; 32 / 8 = 4.
  const matrix = column(2, 4, 4, 4, 5, 5, 7, 9);
  const scaling = fitScaling(matrix);
  expect(scaling).toEqual({ means: [5], scales: [2] });
  scaleInPlace(matrix, scaling);
  expect([...matrix.values]).toEqual([-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]);
});

test('a constant has scale 1, also where its mean is not exact', () => {
  expect(fitScaling(column(...new Array(1000).fill(0.1))).scales).toEqual([1]);
  expect(fitScaling(column(7)).scales).toEqual([1]);
  expect(fitScaling(column(0, 0)).scales).toEqual([1]);
});

test('numbers whose squares are too large are scaled all the same', () => {
  const matrix = column(1e300, -1e300, 1e300, -1e300);
  const scaling = fitScaling(matrix);
  expect(scaling).toEqual({ means: [0], scales: [1e300] });
  scaleInPlace(matrix, scaling);
  expect([...matrix.values]).toEqual([1, -1, 1, -1]);
  const far = column(1.7e308, 1, -1.7e308);
  scaleInPlace(far, { means: [0], scales: [2 ** -30] });
  expect([...far.values]).toEqual([1e100, 2 ** 30, -1e100]);
});

test('a scaled column has mean 0 and deviation 1', () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 50 });
  fc.assert(
    fc.property(values, (numbers) => {
      const matrix = column(0, 1e6, ...numbers);
      scaleInPlace(matrix, fitScaling(matrix));
      const { means, scales } = fitScaling(matrix);
      expect(means[0]).toBeCloseTo(0, 9);
      expect(scales[0]).toBeCloseTo(1, 9);
    }),
  );
});
