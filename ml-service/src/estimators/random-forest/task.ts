import { createRandom } from '../random.js';
import { type GrowOptions, growTree, type TrainingSet } from '../tree/grow.js';
import type { Tree } from '../tree/tree.js';

/** Slots of the shared counters: the next tree to grow, the trees that are done, and whether to stop. */
export const [NEXT, DONE, STOP] = [0, 1, 2];
/** Out-of-bag shares are summed as integers of this size, since a sum of floats depends on the order of threads. */
export const SHARE_UNIT = 2 ** 16;

/** All that a thread needs to grow trees of one forest. Every buffer is shared; only the counters and sums change. */
export interface ForestTask {
  readonly data: TrainingSet;
  /** nSamples x nFeatures, column-major. */
  readonly values: Float64Array;
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

/** Grows the next tree that no thread has taken; null where none is left or the fit was stopped. */
export function growNext(task: ForestTask): GrownTree | null {
  const { data, counters, nEstimators, seed, options } = task;
  if (Atomics.load(counters, STOP) !== 0) return null;
  const index = Atomics.add(counters, NEXT, 1);
  if (index >= nEstimators) return null;
  const random = createRandom(seed, index);
  const weights = new Int32Array(data.nSamples);
  for (let i = 0; i < data.nSamples; i++) weights[random.below(data.nSamples)]++;
  const importances = new Float64Array(data.nFeatures);
  const tree = growTree(data, weights, { ...options, random, importances });
  addOutOfBag(task, tree, weights);
  Atomics.add(counters, DONE, 1);
  return { index, tree, importances };
}

function addOutOfBag({ data, values, oobSums }: ForestTask, tree: Tree, weights: Int32Array): void {
  const { nSamples, nClasses } = data;
  for (let row = 0; row < nSamples; row++) {
    if (weights[row] > 0) continue;
    let node = 0;
    while (tree.feature[node] >= 0) {
      node = tree.child[node] + (values[tree.feature[node] * nSamples + row] <= tree.threshold[node] ? 0 : 1);
    }
    const leaf = tree.child[node] * nClasses;
    for (let c = 0; c < nClasses; c++) {
      Atomics.add(oobSums, row * nClasses + c, Math.round(tree.leaves[leaf + c] * SHARE_UNIT));
    }
  }
}
