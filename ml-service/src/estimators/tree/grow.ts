import { sum } from '@ml-microservices/shared/statistics';
import type { Random } from '../random.js';
import type { TrainingSet } from './bag.js';
import { scoreOf } from './best-split.js';
import { MAX_BINS } from './bins.js';
import { createNode, type Node, NodeStack } from './node-stack.js';
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

/** Grows trees one after the other. Holds the scratch memory of one thread. */
export class TreeGrower {
  /** Of the last tree: the samples, the `nInBag` in its bag before the others, and the leaf that each of those reached. */
  readonly rows: Int32Array;
  readonly leaves: Int32Array;
  nInBag = 0;
  readonly #data: TrainingSet;
  readonly #options: GrowOptions;
  readonly #search: SplitSearch;
  readonly #builder: TreeBuilder;
  readonly #stack: NodeStack;
  readonly #node: Node;
  readonly #decrease: Float64Array;

  constructor(data: TrainingSet, options: GrowOptions) {
    const { nSamples, nFeatures, nClasses } = data;
    this.#data = data;
    this.#options = options;
    this.#search = new SplitSearch(data, options);
    this.rows = this.#search.bag.memory.subarray(0, nSamples);
    this.leaves = new Int32Array(nSamples);
    this.#builder = new TreeBuilder(nClasses);
    this.#stack = new NodeStack(nClasses);
    this.#node = createNode(nClasses);
    this.#decrease = new Float64Array(nFeatures);
  }

  /**
   * Grows a tree by Gini impurity on the samples with a positive weight, as scikit-learn's DecisionTreeClassifier with
   * splitter "best": features are drawn anew at every node, at least until one of them is not constant there.
   * `importances` are each feature's share of the impurity decrease; they sum to 1 unless the root is a leaf.
   */
  grow(weights: Int32Array, random: Random): { tree: Tree; importances: Float64Array } {
    const node = this.#node;
    this.#search.reset();
    this.#decrease.fill(0);
    this.#plant(weights);
    while (this.#stack.pop(node)) {
      if (this.#canSplit(node) && this.#search.search(node, random)) this.#split(node);
      else this.#leaf(node);
    }
    return { tree: this.#builder.build(), importances: sharesOf(this.#decrease) };
  }

  /** Puts the root on the stack. */
  #plant(weights: Int32Array): void {
    const node = this.#node;
    node.totals.fill(0);
    node.id = this.#builder.reserve(1);
    node.start = 0;
    this.nInBag = this.#search.bag.fill(weights, node.totals);
    node.end = this.nInBag;
    node.outStart = this.nInBag;
    node.outEnd = this.#data.nSamples;
    node.depth = 0;
    node.constants = 0;
    this.#stack.push(node);
  }

  #leaf({ id, totals, outStart, outEnd }: Node): void {
    const leaf = this.#builder.leaf(id, totals);
    for (let i = outStart; i < outEnd; i++) this.leaves[i] = leaf;
  }

  /** Neither too deep nor too small, and of more than one class. */
  #canSplit({ start, end, depth, totals }: Node): boolean {
    const { maxDepth, minSamplesSplit, minSamplesLeaf } = this.#options;
    if (depth >= maxDepth || end - start < Math.max(minSamplesSplit, 2 * minSamplesLeaf)) return false;
    let present = 0;
    for (let c = 0; c < totals.length; c++) if (totals[c] > 0) present++;
    return present > 1;
  }

  /** Puts the children of a node on the stack, the left one on top. */
  #split(node: Node): void {
    const { feature, score, left } = this.#search.best;
    this.#decrease[feature] += score - scoreOf(node.totals);
    const { bin, threshold } = this.#cut();
    const child = this.#builder.split(node.id, feature, threshold);
    const { start, outStart, totals } = node;
    const { bag } = this.#search;
    const boundary = bag.partition(feature, bin, start, node.end);
    const outBoundary = bag.partition(feature, bin, outStart, node.outEnd);
    node.id = child + 1;
    node.start = boundary;
    node.outStart = outBoundary;
    node.depth++;
    for (let c = 0; c < totals.length; c++) totals[c] -= left[c];
    this.#stack.push(node);
    node.id = child;
    node.start = start;
    node.end = boundary;
    node.outStart = outStart;
    node.outEnd = outBoundary;
    for (let c = 0; c < totals.length; c++) totals[c] = left[c];
    this.#stack.push(node);
  }

  /**
   * The threshold half-way between the values on both sides of the split, and the last bin up to it. It parts no bin,
   * so that bins and values go the same ways.
   */
  #cut(): { bin: number; threshold: number } {
    const { feature, bin, nextBin } = this.#search.best;
    const { high, low } = this.#data.bins;
    const at = feature * MAX_BINS;
    const threshold = middle(high[at + bin], low[at + nextBin]);
    let [last, after] = [bin, nextBin];
    while (after - last > 1) {
      const between = (last + after) >> 1;
      if (high[at + between] <= threshold) last = between;
      else after = between;
    }
    const isBetween = threshold < low[at + after];
    return { bin: last, threshold: isBetween ? threshold : middle(high[at + last], low[at + after]) };
  }
}

/** Half-way; the lower value where rounding leaves the range between them. Safe for values near the largest. */
function middle(below: number, above: number): number {
  const value = below / 2 + above / 2;
  return value >= below && value < above ? value : below;
}

function sharesOf(decrease: Float64Array): Float64Array {
  const total = sum(decrease);
  return total > 0 ? decrease.map((value) => value / total) : decrease.slice();
}
