import { sum } from '@ml-microservices/shared/statistics';
import { type Counts, marginals, ratio } from './confusion.js';

const dot = (a: readonly number[], b: readonly number[]) => sum(a.map((value, i) => value * b[i]));
const hits = (counts: Counts) => sum(counts.map((row, i) => row[i]));

/** Share of rows predicted right; null of none. */
export function accuracy(counts: Counts): number | null {
  return ratio(hits(counts), sum(marginals(counts).truth));
}

/** Mean recall of the classes that occur; null where none does. */
export function balancedAccuracy(counts: Counts): number | null {
  const recalls = counts.map((row, i) => ratio(row[i], sum(row))).filter((recall) => recall !== null);
  return ratio(sum(recalls), recalls.length);
}

/**
 * Matthews correlation coefficient for any number of classes (Gorodkin 2004), in [-1, 1]; 0 where the rows are of one
 * class or are predicted as one; null of no rows.
 */
export function matthewsCorrelation(counts: Counts): number | null {
  const { truth, predicted } = marginals(counts);
  const n = sum(truth);
  if (n === 0) return null;
  const covariance = n * hits(counts) - dot(truth, predicted);
  const spread = (n * n - dot(truth, truth)) * (n * n - dot(predicted, predicted));
  return spread === 0 ? 0 : covariance / Math.sqrt(spread);
}

/** Cohen's kappa (1960): agreement beyond that of chance; null where chance alone agrees on every row. */
export function cohenKappa(counts: Counts): number | null {
  const { truth, predicted } = marginals(counts);
  const n = sum(truth);
  const byChance = dot(truth, predicted);
  return ratio(n * hits(counts) - byChance, n * n - byChance);
}
