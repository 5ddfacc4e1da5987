import { logGamma } from '../intervals/gamma.js';

/** Tables as likely as the one seen are told apart from likelier ones with this relative tolerance, as scipy does. */
const TOLERANCE = 1 + 1e-7;

/** Fisher's exact test, two-sided p: `hits` of `n` against `otherHits` of `otherN`. */
export function fisher(hits: number, n: number, otherHits: number, otherN: number): number {
  const total = n + otherN;
  const right = hits + otherHits;
  const logChoose = (of: number, k: number) => logGamma(of + 1) - logGamma(k + 1) - logGamma(of - k + 1);
  const all = logChoose(total, n);
  const likelihood = (k: number) => Math.exp(logChoose(right, k) + logChoose(total - right, n - k) - all);
  const seen = likelihood(hits) * TOLERANCE;
  let p = 0;
  for (let k = Math.max(0, n - (total - right)); k <= Math.min(n, right); k++) {
    const probability = likelihood(k);
    if (probability <= seen) p += probability;
  }
  return Math.min(1, p);
}
