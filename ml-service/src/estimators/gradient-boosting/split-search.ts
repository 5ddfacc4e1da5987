import { type BoostingTask, GRADIENT_UNIT, HESSIAN_UNIT, LEFT, PER_BIN, PER_SPLIT } from './task.js';

/** Least sum of Hessians on each side of a split, as scikit-learn's. */
export const MIN_HESSIAN = 1e-3;

/** Rows, gradient and Hessian of a node, the latter two in their units. */
export interface Totals {
  readonly count: number;
  readonly gradient: number;
  readonly hessian: number;
}

/**
 * Writes the best split over the features of a block into `split`; its gain is 0 where there is none. The gain is the decrease of the second-order loss, doubled: GL^2 / (HL + l2) + GR^2 / (HR + l2)
 * - G^2 / (H + l2) (Chen and Guestrin, "XGBoost", 2016, eq. 7). Ties go to the lowest feature, then to the lowest bin.
 */
export function searchSplit(
  task: BoostingTask,
  histogram: Float64Array,
  block: number,
  { totals, split }: { readonly totals: Totals; readonly split: Float64Array },
): void {
  const { blocks, offsets, hasMissing } = task;
  split.fill(0, 0, PER_SPLIT);
  for (const feature of blocks[block]) {
    const bins = histogram.subarray(offsets[feature] * PER_BIN, offsets[feature + 1] * PER_BIN);
    const missingAt = hasMissing[feature] === 0 ? -1 : bins.length - PER_BIN;
    scan({ task, bins, totals, split }, missingAt < 0 ? bins.length : missingAt, false);
    if (split[1] === -1) {
      split[1] = feature;
      // Where training never met a missing value, one goes with most rows.
      if (hasMissing[feature] === 0) split[3] = 2 * split[LEFT] > totals.count ? 0 : 1;
    }
    if (missingAt >= 0 && bins[missingAt] > 0) scan({ task, bins, totals, split }, missingAt, true);
    if (split[1] === -1) split[1] = feature;
  }
}

interface Scan {
  readonly task: BoostingTask;
  readonly bins: Float64Array;
  readonly totals: Totals;
  readonly split: Float64Array;
}

/**
 * Tries each bin before that of missing values as the last on the left; marks a better split by -1 in place of its
 * feature.
 */
function scan({ task, bins, totals, split }: Scan, missingAt: number, missingLeft: boolean): void {
  const { minSamplesLeaf, l2 } = task;
  let count = missingLeft ? bins[missingAt] : 0;
  let gradient = missingLeft ? bins[missingAt + 1] : 0;
  let hessian = missingLeft ? bins[missingAt + 2] : 0;
  const whole = scoreOf(totals.gradient, totals.hessian, l2);
  let best = split[0];
  for (let at = 0; at < missingAt; at += PER_BIN) {
    if (bins[at] === 0) continue;
    count += bins[at];
    gradient += bins[at + 1];
    hessian += bins[at + 2];
    const hessianRight = totals.hessian - hessian;
    if (totals.count - count < minSamplesLeaf || hessianRight < MIN_HESSIAN / HESSIAN_UNIT) break;
    if (count < minSamplesLeaf || hessian < MIN_HESSIAN / HESSIAN_UNIT) continue;
    const gain = scoreOf(gradient, hessian, l2) + scoreOf(totals.gradient - gradient, hessianRight, l2) - whole;
    if (!(gain > best)) continue;
    best = gain;
    split[0] = gain;
    split[1] = -1;
    split[2] = at / PER_BIN;
    split[3] = missingLeft ? 0 : 1;
    split[LEFT] = count;
    split[LEFT + 1] = gradient;
    split[LEFT + 2] = hessian;
  }
}

function scoreOf(gradient: number, hessian: number, l2: number): number {
  const scaled = gradient * GRADIENT_UNIT;
  return (scaled * scaled) / (hessian * HESSIAN_UNIT + l2);
}
