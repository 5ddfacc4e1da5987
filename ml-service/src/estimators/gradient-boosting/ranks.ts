import type { Matrix } from '../matrix.js';
import type { GradientBoostingModel } from './model.js';

/** Codes of a missing value: below every rank, and above. */
const MISSING_LEFT = -1;
const MISSING_RIGHT = 2 ** 30;
/** No code is above it, and the difference to none is too large for an integer. */
const LEAF_RANK = MISSING_RIGHT;

/**
 * Trees over ranks: a value is coded by how many of its feature's thresholds are below it, so it goes right where the
 * threshold's rank less its code is negative. The sign is a bit to add, and no branch, which could not be guessed.
 */
export interface RankedTrees {
  /**
   * From the place of a node on: the column of its feature among the codes, the rank of its threshold, the place of its
   * left child, and one that stays free. The right child comes behind the left. A leaf is its own, whatever the code.
   */
  readonly nodes: Int32Array;
  /** The thresholds of each feature, ascending. */
  readonly thresholds: readonly Float64Array[];
}

export const placeOf = (node: number): number => node << 2;
export const nodeAt = (place: number): number => place >> 2;

/** Made once a model: it takes as long as predicting hundreds of rows. */
const known = new WeakMap<GradientBoostingModel, RankedTrees>();

export function rankedTrees(model: GradientBoostingModel): RankedTrees {
  const ranked = known.get(model) ?? rank(model);
  known.set(model, ranked);
  return ranked;
}

function rank({ nFeatures, feature, threshold, child, missingRight }: GradientBoostingModel): RankedTrees {
  const distinct = Array.from({ length: nFeatures }, () => new Set<number>());
  feature.forEach((j, node) => {
    if (j >= 0) distinct[j].add(threshold[node]);
  });
  const thresholds = distinct.map((values) => Float64Array.from(values).sort());
  const nodes = new Int32Array(placeOf(feature.length));
  feature.forEach((j, node) => {
    const place = placeOf(node);
    nodes[place] = j < 0 ? 0 : 2 * j + missingRight[node];
    nodes[place + 1] = j < 0 ? LEAF_RANK : rankOf(thresholds[j], threshold[node]);
    nodes[place + 2] = j < 0 ? place : placeOf(child[node]);
  });
  return { nodes, thresholds };
}

/**
 * `size` rows from `first` on: size x (2 * nFeatures), for each feature a column where missing values go left and one
 * where they go right.
 */
export function encode(
  { thresholds }: RankedTrees,
  { nSamples, nFeatures, values }: Matrix,
  { first, size }: { first: number; size: number },
  codes: Int32Array,
): void {
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

/** Where a row goes from a node, both by their places; its codes stand from `row` on. */
export function nextPlace(nodes: Int32Array, place: number, codes: Int32Array, row: number): number {
  const isRight = (nodes[place + 1] - codes[row + nodes[place]]) >>> 31;
  return nodes[place + 2] + (isRight << 2);
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
