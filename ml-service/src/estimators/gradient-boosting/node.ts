import type { Range } from '../partition.js';
import type { Totals } from './split-search.js';

/**
 * A node of a growing tree: its rows in each shard, known once those of its parent are parted, and where its histogram
 * is kept for its children (-1 where it is not).
 */
export interface Node extends Totals {
  readonly id: number;
  readonly depth: number;
  ranges: readonly Range[];
  slot: number;
}

/** A node whose best split is looked for by summing up its rows, and the sibling whose histogram follows from that. */
export interface Job {
  readonly node: Node;
  readonly sibling: Node | null;
}

export interface Split {
  readonly node: Node;
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  readonly missingRight: number;
  readonly left: Totals;
}

export interface Fork {
  readonly split: Split;
  readonly children: readonly [Node, Node];
}

/** A leaf, or a split whose children are both leaves: its rows need not be reordered to tell them apart. */
export interface Ending {
  readonly node: Node;
  readonly split: Split | null;
  /** What it adds on the left and on the right, the same in a leaf. */
  readonly values: readonly [number, number];
}
