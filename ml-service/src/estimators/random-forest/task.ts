import { createRandom } from '../random.js';
import type { TrainingSet } from '../tree/bag.js';
import { type GrowOptions, TreeGrower } from '../tree/grow.js';
import type { Tree } from '../tree/tree.js';
import { drawInto } from './bootstrap.js';

/** Slots of the shared counters: the next tree to grow, the trees that are done, and whether to stop. */
export const [NEXT, DONE, STOP] = [0, 1, 2];
/** Out-of-bag shares are summed as integers of this size, since a sum of floats depends on the order of threads. */
const SHARE_UNIT = 2 ** 16;

/** All that a thread needs to grow trees of one forest. Every buffer is shared; only the counters and sums change. */
export interface ForestTask {
  readonly data: TrainingSet;
  readonly options: GrowOptions;
  readonly nEstimators: number;
  readonly seed: number;
  readonly counters: Int32Array;
  /** nSamples x nClasses: sums of out-of-bag shares, in SHARE_UNITs. */
  readonly oobSums: Int32Array;
}

export interface GrownTree {
  readonly index: number;
  readonly tree: Tree;
  readonly importances: Float64Array;
}

/**
 * One thread's share of the work: each call grows the next tree that no thread has taken; null where none is left or
 * the fit was stopped.
 */
export function workOn(task: ForestTask): () => GrownTree | null {
  const { data, counters, nEstimators, seed, options } = task;
  const { nSamples } = data;
  const grower = new TreeGrower(data, options);
  const weights = new Int32Array(nSamples);
  return () => {
    if (Atomics.load(counters, STOP) !== 0) return null;
    const index = Atomics.add(counters, NEXT, 1);
    if (index >= nEstimators) return null;
    const random = createRandom(seed, index);
    drawInto(weights, random);
    const grown = grower.grow(weights, random);
    addOutOfBag(task, grown.tree, grower);
    Atomics.add(counters, DONE, 1);
    return { index, ...grown };
  };
}

function addOutOfBag(
  { data, oobSums }: ForestTask,
  { leaves: shares }: Tree,
  { rows, leaves, nInBag }: TreeGrower,
): void {
  const { nClasses } = data;
  for (let i = nInBag; i < rows.length; i++) {
    for (let c = 0; c < nClasses; c++) {
      const share = Math.round(shares[leaves[i] * nClasses + c] * SHARE_UNIT);
      if (share > 0) Atomics.add(oobSums, rows[i] * nClasses + c, share);
    }
  }
}
