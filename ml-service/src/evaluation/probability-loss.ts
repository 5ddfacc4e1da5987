import { sum } from '@ml-microservices/shared/statistics';
import { ratio } from './confusion.js';
import type { Judged } from './judged.js';

/** -ln p of the true class of each row, p kept within [2^-52, 1 - 2^-52] as scikit-learn does. */
export function rowLogLoss({ truth, probabilities, nClasses }: Judged): Float64Array {
  return Float64Array.from(truth, (code, row) => {
    const p = probabilities[row * nClasses + code];
    return -Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, p)));
  });
}

/** (p - y)^2 of the second class of two, the sum of it over the classes of more, of each row. */
export function rowBrier({ truth, probabilities, nClasses }: Judged): Float64Array {
  return Float64Array.from(truth, (code, row) => {
    const at = row * nClasses;
    if (nClasses === 2) return (probabilities[at + 1] - code) ** 2;
    let sum = 0;
    for (let c = 0; c < nClasses; c++) sum += (probabilities[at + c] - (code === c ? 1 : 0)) ** 2;
    return sum;
  });
}

const mean = (values: Float64Array) => ratio(sum(values), values.length);

/** Mean of -ln p of the true class; null of no rows. */
export const logLoss = (judged: Judged): number | null => mean(rowLogLoss(judged));

/**
 * Brier score: for two classes the mean of (p - y)^2 of the second, in [0, 1]; for more the mean of its sum over the
 * classes, in [0, 2], as scikit-learn counts it; null of no rows.
 */
export const brierScore = (judged: Judged): number | null => mean(rowBrier(judged));

/** Brier score of forecasting the share of each class, by which the skill is measured. */
export function brierOfPrevalence({ truth, nClasses }: Judged): number {
  const shares = Array.from(
    { length: nClasses },
    (_, code) => truth.filter((one) => one === code).length / truth.length,
  );
  return nClasses === 2 ? shares[0] * shares[1] : 1 - shares.reduce((sum, share) => sum + share * share, 0);
}
