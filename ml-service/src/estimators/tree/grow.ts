import { partition } from '../partition.js';
import type { Random } from '../random.js';
import { type Bins, MAX_BINS } from './bins.js';
import { SplitSearch } from './split-search.js';
import { type Tree, TreeBuilder } from './tree.js';

export interface GrowOptions {
  /** Deepest level; Infinity for none. */
  readonly maxDepth: number;
  /** Features that are drawn at every node. */
  readonly maxFeatures: number;
  readonly minSamplesSplit: number;
  readonly minSamplesLeaf: number;
}

export interface TrainingSet {
  readonly bins: Bins;
  readonly nSamples: number;
  readonly nFeatures: number;
  readonly codes: Int32Array;
  readonly nClasses: number;
}

interface Node {
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

/**
 * Grows one tree by Gini impurity on the samples with a positive weight, as scikit-learn's DecisionTreeClassifier with
 * splitter "best": features are drawn anew at every node, at least until one of them is not constant there.
 * `importances` gains each feature's share of the impurity decrease, which sums to 1 unless the root is a leaf.
 */
export function growTree(
  data: TrainingSet,
  weights: Int32Array,
  options: GrowOptions & { random: Random; importances: Float64Array },
): Tree {
  const { nSamples, nFeatures, nClasses, bins } = data;
  const rows = new Int32Array(nSamples);
  let n = 0;
  for (let i = 0; i < nSamples; i++) if (weights[i] > 0) rows[n++] = i;
  const search = new SplitSearch(data, weights, options);
  const builder = new TreeBuilder(nClasses);
  const decrease = new Float64Array(nFeatures);
  const scratch = new Int32Array(n);
  const stack: Node[] = [{ id: builder.reserve(1), start: 0, end: n, depth: 0 }];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const { id, start, end, depth } = node;
    const totals = search.countClasses(rows, start, end);
    const canSplit =
      depth < options.maxDepth &&
      end - start >= Math.max(options.minSamplesSplit, 2 * options.minSamplesLeaf) &&
      !totals.isPure;
    const split = canSplit ? search.best(rows, start, end) : null;
    if (!split) {
      builder.leaf(id, totals.weights, totals.total);
      continue;
    }
    const { feature, bin, nextBin, improvement } = split;
    decrease[feature] += improvement;
    const at = feature * MAX_BINS;
    const child = builder.split(id, feature, middle(bins.high[at + bin], bins.low[at + nextBin]));
    const column = bins.codes.subarray(feature * nSamples, (feature + 1) * nSamples);
    const boundary = start + partition(rows.subarray(start, end), (row) => column[row] <= bin, scratch);
    stack.push(
      { id: child + 1, start: boundary, end, depth: depth + 1 },
      { id: child, start, end: boundary, depth: depth + 1 },
    );
  }
  addShares(options.importances, decrease);
  return builder.build();
}

/** Half-way; the lower value where rounding leaves the range between them. Safe for values near the largest. */
function middle(below: number, above: number): number {
  const value = below / 2 + above / 2;
  return value >= below && value < above ? value : below;
}

function addShares(importances: Float64Array, decrease: Float64Array): void {
  const sum = decrease.reduce((total, value) => total + value, 0);
  if (sum > 0) for (let j = 0; j < decrease.length; j++) importances[j] += decrease[j] / sum;
}
