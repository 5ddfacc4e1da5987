import { shareOf } from '../crew.js';
import type { Run } from '../in-threads.js';
import type { Range } from '../partition.js';
import { MAX_BINS } from '../tree/bins.js';
import type { Edges, PreparedTask } from './create-task.js';
import { addLeaves, findSplits, maxJobsOf, partition } from './jobs.js';
import type { TreeArrays } from './model.js';
import type { Ending, Fork, Job, Node, Split } from './node.js';
import { NodeList } from './nodes.js';
import { MIN_HESSIAN, type Totals } from './split-search.js';
import { type BoostingTask, GRADIENT_UNIT, HESSIAN_UNIT, ROWS } from './task.js';

export interface GrowOptions {
  /** Deepest level; Infinity for none. */
  readonly maxDepth: number;
  readonly learningRate: number;
  /** Gains each split's gain at its feature. */
  readonly importances: Float64Array;
}

/** Keeps a leaf's denominator above 0, as scikit-learn does. */
const TINY = 1e-15;

/** Grows trees one after the other on the gradients of a task, and brings the task's odds up to each. */
export class TreeGrower {
  readonly #task: BoostingTask;
  readonly #edges: Edges;
  readonly #freeSlots: number[];
  readonly #run: Run;
  readonly #options: GrowOptions;
  #nodes = new NodeList();
  #endings: Ending[] = [];

  constructor({ task, edges, nSlots }: PreparedTask, run: Run, options: GrowOptions) {
    this.#task = task;
    this.#edges = edges;
    this.#freeSlots = Array.from({ length: nSlots }, (_, slot) => slot);
    this.#run = run;
    this.#options = options;
  }

  /** The tree for gradients of these totals. */
  async grow(totals: Totals): Promise<TreeArrays> {
    this.#nodes = new NodeList();
    this.#endings = [];
    const open = this.#open([{ id: 0, depth: 0, ranges: shardsOf(this.#task), slot: -1, ...totals }]);
    while (open.length > 0) {
      const jobs = open.splice(-maxJobsOf(this.#task));
      const splits: Split[] = [];
      for (const { node, split } of await findSplits(this.#task, this.#run, jobs, (each) => this.#canSplit(each))) {
        if (split) splits.push(split);
        else this.#leaf(node);
      }
      const forks = splits.map((split) => this.#fork(split));
      const inner = forks.filter(({ children }) => children.some((child) => this.#canSplit(child)));
      await partition(this.#task, this.#run, inner);
      for (const fork of forks) open.push(...this.#descend(fork));
    }
    await addLeaves(this.#task, this.#run, this.#endings);
    return this.#nodes.build();
  }

  #canSplit({ count, hessian, depth }: Node): boolean {
    const isLarge = count >= 2 * this.#task.minSamplesLeaf && hessian * HESSIAN_UNIT >= MIN_HESSIAN;
    return isLarge && depth < this.#options.maxDepth;
  }

  /** Each node that may be split as a job of its own, its histogram kept where there is room; the others are leaves. */
  #open(nodes: readonly Node[]): Job[] {
    return nodes.flatMap((node) => {
      if (this.#canSplit(node)) {
        node.slot = this.#freeSlots.pop() ?? -1;
        return { node, sibling: null };
      }
      this.#leaf(node);
      return [];
    });
  }

  #leaf(node: Node): void {
    const value = this.#value(node);
    this.#endings.push({ node, split: null, values: [value, value] });
    this.#release(node);
  }

  /** A leaf's value, which its node has from now on. */
  #value({ id, gradient, hessian, count }: Node): number {
    const sum = hessian * HESSIAN_UNIT + this.#task.l2 + TINY;
    const value = (-this.#options.learningRate * gradient * GRADIENT_UNIT) / sum;
    this.#nodes.leaf(id, value, count);
    return value;
  }

  #release(node: Node): void {
    if (node.slot >= 0) this.#freeSlots.push(node.slot);
    node.slot = -1;
  }

  /** Makes a split node's children. */
  #fork(split: Split): Fork {
    const { node, gain, feature, bin, missingRight, left } = split;
    this.#options.importances[feature] += gain;
    const child = this.#nodes.split(node.id, feature, this.#threshold(feature, bin), missingRight);
    const common = { depth: node.depth + 1, ranges: [], slot: -1 };
    const right = {
      count: node.count - left.count,
      gradient: node.gradient - left.gradient,
      hessian: node.hessian - left.hessian,
    };
    const children: [Node, Node] = [
      { id: child, ...common, ...left },
      { id: child + 1, ...common, ...right },
    ];
    return { split, children };
  }

  /** Answers where splits of the children are to be looked for. */
  #descend({ split, children }: Fork): Job[] {
    const { node } = split;
    const [left, right] = children;
    const [smaller, larger] = left.count <= right.count ? [left, right] : [right, left];
    if (!children.some((child) => this.#canSplit(child))) {
      this.#endings.push({ node, split, values: [this.#value(left), this.#value(right)] });
      this.#release(node);
      return [];
    }
    if (node.slot < 0 || !this.#canSplit(larger)) {
      this.#release(node);
      return this.#open(children);
    }
    // The parent's histogram less the smaller child's is the larger one's.
    larger.slot = node.slot;
    if (this.#canSplit(smaller)) smaller.slot = this.#freeSlots.pop() ?? -1;
    return [{ node: smaller, sibling: larger }];
  }

  /** Half-way to the next bin; the largest number where only missing values go right. */
  #threshold(feature: number, bin: number): number {
    const { counts, high, low } = this.#edges;
    if (bin + 1 >= counts[feature]) return Number.MAX_VALUE;
    const at = feature * MAX_BINS + bin;
    const middle = high[at] / 2 + low[at + 1] / 2;
    return middle >= high[at] && middle < low[at + 1] ? middle : high[at];
  }
}

/** The rows whose gradients each thread computes first. */
function shardsOf({ nSamples, nShards }: BoostingTask): Range[] {
  const first = (shard: number) => Math.min(nSamples, ROWS * shareOf(Math.ceil(nSamples / ROWS), nShards, shard));
  return Array.from({ length: nShards }, (_, shard) => ({ start: first(shard), end: first(shard + 1) }));
}
