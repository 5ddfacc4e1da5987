import { partition, type Range } from '../partition.js';
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

interface Node extends Range {
  readonly id: number;
  readonly depth: number;
  /** Weights of the classes. */
  readonly totals: readonly number[];
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
  const { nSamples, nFeatures, bins } = data;
  const rows = rowsOf(weights);
  const search = new SplitSearch(data, weights, options);
  const builder = new TreeBuilder(data.nClasses);
  const decrease = new Float64Array(nFeatures);
  const scratch = new Int32Array(rows.length);
  const root = { id: builder.reserve(1), start: 0, end: rows.length, depth: 0, totals: totalsOf(data, weights) };
  const stack: Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const { id, start, end, depth, totals } = node;
    const split = canSplit(node, options) ? search.best(rows, node, totals) : null;
    if (!split) {
      builder.leaf(id, totals);
      continue;
    }
    const { feature, bin, nextBin } = split;
    decrease[feature] += split.improvement;
    const at = feature * MAX_BINS;
    const child = builder.split(id, feature, middle(bins.high[at + bin], bins.low[at + nextBin]));
    const column = bins.codes.subarray(feature * nSamples, (feature + 1) * nSamples);
    const boundary = partition(rows, node, (row) => column[row] <= bin, scratch);
    const { left } = split;
    const right = totals.map((weight, c) => weight - left[c]);
    stack.push(
      { id: child + 1, start: boundary, end, depth: depth + 1, totals: right },
      { id: child, start, end: boundary, depth: depth + 1, totals: left },
    );
  }
  addShares(options.importances, decrease);
  return builder.build();
}

/** The samples with a positive weight, ascending. */
function rowsOf(weights: Int32Array): Int32Array {
  const rows = new Int32Array(weights.length);
  let n = 0;
  for (let row = 0; row < weights.length; row++) if (weights[row] > 0) rows[n++] = row;
  return rows.subarray(0, n);
}

function totalsOf({ codes, nClasses }: TrainingSet, weights: Int32Array): number[] {
  const totals = new Array<number>(nClasses).fill(0);
  for (let row = 0; row < weights.length; row++) totals[codes[row]] += weights[row];
  return totals;
}

/** Neither too deep nor too small, and of more than one class. */
function canSplit({ start, end, depth, totals }: Node, options: GrowOptions): boolean {
  if (depth >= options.maxDepth) return false;
  if (end - start < Math.max(options.minSamplesSplit, 2 * options.minSamplesLeaf)) return false;
  let present = 0;
  for (let c = 0; c < totals.length; c++) if (totals[c] > 0) present++;
  return present > 1;
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
