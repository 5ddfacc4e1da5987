import { describe, expect, it } from 'vitest';
import { inPoints, points } from '../../../src/report/figures/points.js';
import { rounded, roundedEffect, roundedRatio } from '../../../src/report/figures/rounding.js';

describe('rounding to what the interval supports', () => {
  it.each([
    // half the interval 0.057 gives three decimals, 0.26 two, 0.0026 four, 12.5 none
    [0.8212290502793296, 0.75834, 0.87236, '0.821', '0.758 to 0.872'],
    [0.75, 0.4093, 0.9285, '0.75', '0.41 to 0.93'],
    [0.9123456, 0.90974, 0.91494, '0.9123', '0.9097 to 0.9149'],
    [1234.56, 1222.4, 1247.4, '1,235', '1,222 to 1,247'],
    [-0.0004, -0.26, 0.26, '0.00', '−0.26 to 0.26'],
    [-1.2345, -2.01, -0.41, '−1.23', '−2.01 to −0.41'],
  ])('%s from %s to %s is %s, %s', (...[value, lo, hi, text, interval]) => {
    expect(rounded({ value, lo, hi })).toEqual({ value: text, interval });
  });

  it('does not round the lower end to 0 where the interval spans a factor of ten', () => {
    expect(rounded({ value: 0.12, lo: 0.0101, hi: 0.66 })).toEqual({ value: '0.120', interval: '0.010 to 0.660' });
  });

  it('gives ratios that are factors apart two digits each, and none of them is 0', () => {
    expect(roundedRatio({ value: 8.17, lo: 1.49, hi: 44.7 })).toEqual({ value: '8.2', interval: '1.5 to 45' });
    expect(roundedRatio({ value: 0.098, lo: 1.6e-7, hi: 58276 })).toEqual({
      value: '0.098',
      interval: '1.60e-7 to 58,276',
    });
    expect(roundedRatio({ value: 3.4, lo: 0, hi: 1.2e13 })).toEqual({ value: '3.4', interval: '0 to 1.20e13' });
    expect(roundedRatio({ value: 1.0283, lo: 0.99171, hi: 1.0662 })).toEqual({
      value: '1.028',
      interval: '0.992 to 1.066',
    });
  });

  it('takes a lower end that arithmetic left just above 0 for 0', () => {
    expect(rounded({ value: 0, lo: 2.8e-17, hi: 0.1759 })).toEqual({ value: '0.000', interval: '0.000 to 0.176' });
  });

  it('gives three decimals without an interval and where it is of no width', () => {
    expect(rounded({ value: 2 / 3, lo: null, hi: null })).toEqual({ value: '0.667', interval: '' });
    expect(rounded({ value: 1, lo: 1, hi: 1 })).toEqual({ value: '1.000', interval: '1.000 to 1.000' });
  });

  it('tells effects of any size by few digits', () => {
    const largest = Number.MAX_VALUE;
    expect(rounded({ value: 1.904e22, lo: 2, hi: largest })).toEqual({
      value: '1.90e22',
      interval: '2.00e0 to > 1e308',
    });
    expect(roundedEffect({ value: -1.4e-9, lo: -2e-9, hi: 1e-10 })).toEqual({
      value: '−1.40e-9',
      interval: '−2.00e-9 to 1.00e-10',
    });
    expect(roundedEffect({ value: 0, lo: null, hi: null })).toEqual({ value: '0.000', interval: '' });
    expect(roundedEffect({ value: 0.0001, lo: -0.26, hi: 0.26 })).toEqual(
      rounded({ value: 0.0001, lo: -0.26, hi: 0.26 }),
    );
  });

  it('shows what is undefined as a dash', () => {
    expect(rounded({ value: null, lo: null, hi: null })).toEqual({ value: '–', interval: '' });
  });
});

describe('differences', () => {
  it('are signed points of a hundred', () => {
    expect(inPoints({ value: 0.0335, lo: -0.0168, hi: 0.0838 })).toBe('+3.4 points (−1.7 to +8.4)');
    expect(inPoints({ value: 0, lo: -0.25, hi: 0.25 })).toBe('0 points (−25 to +25)');
    expect([points(-0.0738), points(0), points(null)]).toEqual(['−7.4 points', '0.0 points', '–']);
  });
});
