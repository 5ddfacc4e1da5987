/** Two-sided p of a standard normal z: erfc(|z| / sqrt 2), by its series near 0 and its continued fraction beyond. */
export function normalP(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  return x < 2 ? 1 - erfSeries(x) : erfcFraction(x);
}

/** erf x = 2 / sqrt(pi) · sum of (-1)^k x^(2k+1) / (k! (2k+1)). */
function erfSeries(x: number): number {
  let power = x;
  let sum = x;
  for (let k = 1; Math.abs(power) > Number.EPSILON * sum && k < 200; k++) {
    power *= (-x * x) / k;
    sum += power / (2 * k + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/** erfc x = exp(-x²) / sqrt(pi) · 1 / (x + (1/2) / (x + 1 / (x + (3/2) / (x + …)))). */
function erfcFraction(x: number): number {
  let fraction = x;
  for (let k = 100; k >= 1; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}
