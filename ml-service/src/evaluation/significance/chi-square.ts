import { upperGamma } from '../intervals/gamma.js';

export interface ChiSquare {
  readonly statistic: number;
  readonly degrees_of_freedom: number;
  readonly p: number;
}

/**
 * Pearson's chi-square test (1900) of two samples with `counts[bin]` rows: whether they are of one distribution. Null
 * where one has none, or all are in one bin.
 */
export function chiSquare(counts: readonly (readonly [number, number])[]): ChiSquare | null {
  const bins = counts.filter(([a, b]) => a + b > 0);
  if (bins.length < 2) return null;
  const totals = [0, 1].map((side) => bins.reduce((total, bin) => total + bin[side], 0));
  if (totals.includes(0)) return null;
  const n = totals[0] + totals[1];
  let statistic = 0;
  for (const bin of bins) {
    for (const side of [0, 1]) {
      const expected = (totals[side] * (bin[0] + bin[1])) / n;
      statistic += (bin[side] - expected) ** 2 / expected;
    }
  }
  const degrees_of_freedom = bins.length - 1;
  return { statistic, degrees_of_freedom, p: upperGamma(degrees_of_freedom / 2, statistic / 2) };
}
