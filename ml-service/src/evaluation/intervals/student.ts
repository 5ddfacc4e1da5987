import { logGamma } from './gamma.js';

const TINY = 1e-300;
const MAX_TERMS = 500;

/** Continued fraction of the incomplete beta function by Lentz (Numerical Recipes, 6.4). */
function betaFraction(x: number, a: number, b: number): number {
  const guarded = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / guarded(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  const step = (numerator: number) => {
    d = 1 / guarded(1 + numerator * d);
    c = guarded(1 + numerator / c);
    fraction *= d * c;
  };
  for (let m = 1; m <= MAX_TERMS; m++) {
    step((m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)));
    step((-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)));
    if (Math.abs(d * c - 1) < Number.EPSILON) break;
  }
  return fraction;
}

/** Regularised incomplete beta function I_x(a, b), x in [0, 1]. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/** Student's t of `degrees` > 0 that is exceeded with probability `tail` in (0, 0.5), by bisection. */
export function studentQuantile(tail: number, degrees: number): number {
  const exceeded = (t: number) => incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  let [low, high] = [0, 1];
  while (exceeded(high) > tail) high *= 2;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (exceeded(middle) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
