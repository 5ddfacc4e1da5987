import type { Matrix } from '../matrix.js';
import type { GradientBoostingModel } from './model.js';

/** Codes of a missing value: below every rank, and above. */
const MISSING_LEFT = -1;
const MISSING_RIGHT = 2 ** 30;

/**
 * Trees over ranks: a value is coded by how many of its feature's thresholds are below it, so it goes right where the
 * threshold's rank less its code is negative. The sign is a bit to add, and no branch, which could not be guessed.
 */
export interface RankedTrees {
  /** Of each node the column of its feature among the codes, -1 in a leaf; and the rank of its threshold. */
  readonly columns: Int32Array;
  readonly ranks: Int32Array;
  /** The thresholds of each feature, ascending. */
  readonly thresholds: readonly Float64Array[];
}

/** Made once a model: it takes as long as predicting hundreds of rows. */
const known = new WeakMap<GradientBoostingModel, RankedTrees>();

export function rankedTrees(model: GradientBoostingModel): RankedTrees {
  const ranked = known.get(model) ?? rank(model);
  known.set(model, ranked);
  return ranked;
}

function rank({ nFeatures, feature, threshold, missingRight }: GradientBoostingModel): RankedTrees {
  const distinct = Array.from({ length: nFeatures }, () => new Set<number>());
  feature.forEach((j, node) => {
    if (j >= 0) distinct[j].add(threshold[node]);
  });
  const thresholds = distinct.map((values) => Float64Array.from(values).sort());
  const columns = feature.map((j, node) => (j < 0 ? -1 : 2 * j + missingRight[node]));
  const ranks = feature.map((j, node) => (j < 0 ? 0 : rankOf(thresholds[j], threshold[node])));
  return { columns, ranks, thresholds };
}

/** size x (2 * nFeatures), for each feature a column where missing values go left and one where they go right. */
export function encode(
  { thresholds }: RankedTrees,
  { nSamples, nFeatures, values }: Matrix,
  first: number,
  codes: Int32Array,
): void {
  const size = Math.min(nSamples - first, codes.length / (2 * nFeatures));
  thresholds.forEach((cuts, j) => {
    if (cuts.length === 0) return;
    for (let i = 0; i < size; i++) {
      const value = values[j * nSamples + first + i];
      const code = rankOf(cuts, value);
      const at = 2 * (i * nFeatures + j);
      codes[at] = Number.isNaN(value) ? MISSING_LEFT : code;
      codes[at + 1] = Number.isNaN(value) ? MISSING_RIGHT : code;
    }
  });
}

/** How many of ascending values are below another. */
function rankOf(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
