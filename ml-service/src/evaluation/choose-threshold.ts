import type { ThresholdRequest } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';

export interface ScoredRows {
  /** Probability of the second class of each row. */
  readonly scores: Float64Array;
  /** 1 where the row is of the second class. */
  readonly truth: Int32Array;
}

interface Counts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** What is to be as large as possible: F1, Youden's J (1950) or the negative of the mean cost. */
function gainOf({ tp, fp, fn, tn }: Counts, { by, cost_fp = 1, cost_fn = 1 }: ThresholdRequest): number {
  if (by === 'f1') return tp === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn);
  if (by === 'youden') return tp / Math.max(1, tp + fn) + tn / Math.max(1, tn + fp) - 1;
  return -(cost_fp * fp + cost_fn * fn) / (tp + fp + fn + tn);
}

/**
 * The threshold in [0, 1] from which on the second class is to be predicted, halfway between two neighbouring scores; of
 * equally good ones that nearest to 0.5. `criterion` is what it reaches: F1, J or the mean cost of a row. Cost O(n log n).
 */
export function chooseThreshold(
  { scores, truth }: ScoredRows,
  request: ThresholdRequest,
): { threshold: number; criterion: number } {
  const order = Int32Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a]);
  const positives = sum(truth);
  const negatives = truth.length - positives;
  let best = { threshold: 0.5, gain: Number.NEGATIVE_INFINITY };
  let [tp, at] = [0, 0];
  const consider = (threshold: number) => {
    const gain = gainOf({ tp, fp: at - tp, fn: positives - tp, tn: negatives - (at - tp) }, request);
    const isNearer = Math.abs(threshold - 0.5) < Math.abs(best.threshold - 0.5);
    if (gain > best.gain || (gain === best.gain && isNearer)) best = { threshold, gain };
  };
  // A score of 1 cannot be kept below a threshold.
  if (order.length > 0 && scores[order[0]] < 1) consider((scores[order[0]] + 1) / 2);
  while (at < order.length) {
    const score = scores[order[at]];
    for (; at < order.length && scores[order[at]] === score; at++) tp += truth[order[at]];
    consider(between(at < order.length ? scores[order[at]] : 0, score));
  }
  return { threshold: best.threshold, criterion: request.by === 'cost' ? Math.abs(best.gain) : best.gain };
}

/** Halfway, or the upper where no number lies between. */
function between(low: number, high: number): number {
  const middle = (low + high) / 2;
  return middle > low ? middle : high;
}
