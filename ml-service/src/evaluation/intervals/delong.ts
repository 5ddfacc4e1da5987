import type { Estimate } from '@ml-microservices/shared/contracts';
import { mean } from '@ml-microservices/shared/statistics';
import { firstAbove, firstAtLeast } from '../ascending.js';
import { type Interval, withInterval, withoutInterval, Z } from './estimate.js';
import { newcombeInterval } from './newcombe.js';
import { wilsonInterval } from './wilson.js';

/** Placement values of DeLong, DeLong and Clarke-Pearson (1988), in the order in which the scores were given. */
export interface Placements {
  /** For each positive the share of the negatives below it, equal ones half. */
  readonly positives: Float64Array;
  /** For each negative the share of the positives above it, equal ones half. */
  readonly negatives: Float64Array;
  readonly auc: number;
}

/** Null where one side is empty. Cost O(n log n), by midranks (Sun and Xu 2014). */
export function placementsOf(positives: Float64Array, negatives: Float64Array): Placements | null {
  if (positives.length === 0 || negatives.length === 0) return null;
  const [sortedPositives, sortedNegatives] = [positives.slice().sort(), negatives.slice().sort()];
  const v10 = positives.map((score) => below(sortedNegatives, score) / negatives.length);
  const v01 = negatives.map((score) => 1 - below(sortedPositives, score) / positives.length);
  return { positives: v10, negatives: v01, auc: mean(v10) };
}

/** How many of the sorted values are below a score, equal ones half. */
function below(sorted: Float64Array, score: number): number {
  return (firstAtLeast(sorted, score) + firstAbove(sorted, score)) / 2;
}

/** Sample covariance; 0 of one value. */
function covariance(a: Float64Array, b: Float64Array): number {
  if (a.length < 2) return 0;
  const [meanA, meanB] = [mean(a), mean(b)];
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - meanA) * (b[i] - meanB);
  return sum / (a.length - 1);
}

/** Covariance of the areas of two scores of the same rows: S10 / m + S01 / n; of one score its variance. */
export function delongCovariance(a: Placements, b: Placements): number {
  return (
    covariance(a.positives, b.positives) / a.positives.length +
    covariance(a.negatives, b.negatives) / a.negatives.length
  );
}

/** DeLong's interval built on the logit scale, which keeps it within [0, 1]. Null where the area has no spread. */
export function logitInterval(auc: number, variance: number): Interval | null {
  if (!(variance > 0) || auc <= 0 || auc >= 1) return null;
  const centre = Math.log(auc / (1 - auc));
  const half = (Z * Math.sqrt(variance)) / (auc * (1 - auc));
  const back = (logit: number) => 1 / (1 + Math.exp(-logit));
  return { lo: back(centre - half), hi: back(centre + half) };
}

/** With fewer rows of a side the variance that these happen to show says too little of the area's. */
const FEWEST_ROWS = 50;

/**
 * ROC AUC of scores with DeLong's interval, with Newcombe's where one side has few rows. Where the scores separate the sides
 * wholly there is no variance, and one row of a side tells none; then the interval is Wilson's for as many trials as the
 * smaller side has rows.
 */
export function aucEstimate(positives: Float64Array, negatives: Float64Array): Estimate {
  const n = positives.length + negatives.length;
  const placements = placementsOf(positives, negatives);
  if (!placements) return withoutInterval(null, n);
  const { auc } = placements;
  const trials = Math.min(positives.length, negatives.length);
  const interval = trials === 1 ? null : logitInterval(auc, delongCovariance(placements, placements));
  if (!interval) return withInterval(auc, wilsonInterval(auc, trials), { method: 'wilson', n: trials });
  if (trials >= FEWEST_ROWS) return withInterval(auc, interval, { method: 'delong', n });
  return withInterval(auc, newcombeInterval(auc, positives.length, negatives.length), { method: 'newcombe', n });
}
