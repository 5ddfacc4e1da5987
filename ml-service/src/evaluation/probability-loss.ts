import { ratio } from './confusion.js';
import type { Judged } from './judged.js';

/** Mean of -ln p of the true class, p kept within [2^-52, 1 - 2^-52] as scikit-learn does; null of no rows. */
export function logLoss({ truth, probabilities, nClasses }: Judged): number | null {
  let total = 0;
  for (let row = 0; row < truth.length; row++) {
    const p = probabilities[row * nClasses + truth[row]];
    total -= Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, p)));
  }
  return ratio(total, truth.length);
}

/**
 * Brier score: for two classes the mean of (p - y)^2 of the second, in [0, 1]; for more the mean of its sum over the
 * classes, in [0, 2], as scikit-learn counts it; null of no rows.
 */
export function brierScore({ truth, probabilities, nClasses }: Judged): number | null {
  let total = 0;
  for (let row = 0, at = 0; row < truth.length; row++, at += nClasses) {
    if (nClasses === 2) {
      total += (probabilities[at + 1] - truth[row]) ** 2;
      continue;
    }
    for (let c = 0; c < nClasses; c++) total += (probabilities[at + c] - (truth[row] === c ? 1 : 0)) ** 2;
  }
  return ratio(total, truth.length);
}
