/** The 0.975 quantile of the normal distribution. */
export const Z = 1.959963984540054;

/**
 * The 95 % interval of a proportion of which `share` in [0, 1] was seen in `n` > 0 trials.
 * Source: Wilson 1927; preferred at small n by Brown, Cai and DasGupta 2001.
 */
export function wilsonInterval(share: number, n: number): { readonly lo: number; readonly hi: number } {
  const z2 = Z * Z;
  const scale = 1 + z2 / n;
  const centre = (share + z2 / (2 * n)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  // Of none or all the ends are 0 and 1, which rounding would miss.
  return { lo: share === 0 ? 0 : centre - half, hi: share === 1 ? 1 : centre + half };
}
