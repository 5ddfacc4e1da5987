import type { Bundles } from './bundles.js';

/** Most rows whose packed gradients are summed before they are unpacked. */
export const CHUNK = 2 ** 14;
/** Rows of which one task computes gradients. */
export const ROWS = 2 ** 12;
/** Bundles of features of which one task makes histograms. */
export const BLOCK = 2;

/** What the crew does together, one after the other. */
export const [SUM_ODDS, GRADIENTS, SPLITS, PARTITION, UPDATE] = [0, 1, 2, 3, 4];

/**
 * Gradients from -1 to 1 and Hessians from 0 to 1/4 are rounded to whole numbers of these units. Their sums are then
 * exact, so they do not depend on the order of rows and threads, and a sibling's are its parent's less the other's.
 */
export const GRADIENT_UNIT = 2 ** -22;
export const HESSIAN_UNIT = 2 ** -28;
/** A row counts this much on top of its gradient: both are summed as one number, exactly so for a CHUNK of rows. */
export const COUNT = 2 ** 38;

/** Numbers of a bin in a histogram: rows, gradient and Hessian. */
export const PER_BIN = 3;

/** Numbers of a job. */
export const PER_JOB = 10;
/** A job of SPLITS: the node that is summed up, and the sibling that keeps the rest of their parent's histogram. */
export const [SLOT, PARENT_SLOT, WANTED, SIBLING_WANTED, TOTALS, SIBLING_TOTALS] = [0, 1, 2, 3, 4, 7];
/** A job of PARTITION. */
export const [FEATURE, BIN, MISSING_RIGHT] = [0, 1, 2];
/** A job of UPDATE after these, FEATURE -1 in a leaf: what odds are multiplied by on the left and on the right. */
export const [FACTOR, RIGHT_FACTOR] = [3, 4];
/** Numbers of a job's rows in a shard: the range of them, and where PARTITION left those that went right. */
export const [START, END, BOUNDARY, PER_RANGE] = [0, 1, 2, 3];
/** Odds are kept from 1 / MAX_ODDS to MAX_ODDS, beyond which probabilities are 0 or 1: so their sums are finite. */
export const MAX_ODDS = 1e100;

/** Numbers of a split: gain, feature, bin, whether missing values go right, and rows, gradient and Hessian on the left. */
export const PER_SPLIT = 7;
export const LEFT = 4;

/** All that a thread needs to work on one fit. Every buffer is shared. */
export interface BoostingTask {
  readonly counters: Int32Array;
  readonly nSamples: number;
  readonly nFeatures: number;
  /** Rows are parted into as many shards as there are threads; a node's rows in each are reordered by one thread. */
  readonly nShards: number;
  readonly bundles: Bundles;
  /** The features of block `b`, ascending: `blocks[b]`. */
  readonly blocks: readonly Int32Array[];
  /** First bin of each feature in a histogram, and the number of all. */
  readonly offsets: Int32Array;
  /** Whether a feature has missing values; then its last bin is theirs. */
  readonly hasMissing: Uint8Array;
  readonly minSamplesLeaf: number;
  readonly l2: number;
  /** For each sample the position of its class. */
  readonly classes: Int32Array;
  readonly nOutputs: number;
  /** nOutputs x nSamples: the exponential of the sum of the trees so far. A leaf's is computed once, not row by row. */
  readonly odds: Float64Array;
  /** With several outputs: the sum of each row's odds, as the last round left them. */
  readonly oddsSums: Float64Array;
  /** The output whose gradients are computed and whose tree grows. */
  readonly output: Int32Array;
  /** For each sample COUNT plus its gradient, and its Hessian, in their units. */
  readonly gradients: Float64Array;
  /** Rows, gradient and Hessian of each ROWS rows. */
  readonly sums: Float64Array;
  /** Rows, those of a node and shard side by side, and as much room again: splits move them from one half to the other. */
  readonly rows: Int32Array;
  /** As many histograms of all bins as there are slots. */
  readonly histograms: Float64Array;
  readonly jobs: Float64Array;
  /** For each job its rows in each shard. */
  readonly ranges: Int32Array;
  /** For each job's node and then its sibling, the best split of each BLOCK. */
  readonly splits: Float64Array;
}
