/**
 * Trees whose outputs add up to log odds; the nodes of tree `t` start at `roots[t]`, which their children count from 0
 * of all. Trees come by round, in each round one for every output.
 */
export interface GradientBoostingModel {
  readonly nFeatures: number;
  readonly nClasses: number;
  /** Codes of the classes that occurred in training, ascending; the others have probability 0. */
  readonly present: Int32Array;
  /** Log odds before the first tree, one an output. */
  readonly baseline: Float64Array;
  readonly roots: Int32Array;
  /** The feature that a node splits by; -1 in a leaf. */
  readonly feature: Int32Array;
  /** A value of at most this goes left; in a leaf what it adds. */
  readonly threshold: Float64Array;
  /** The left child; the right one comes next. In a leaf the number of training rows that ended in it. */
  readonly child: Int32Array;
  /** 1 where a missing value goes right, else 0. */
  readonly missingRight: Uint8Array;
}

/** One output for two classes, the log odds of the second; none for one class; else one a class. */
export const outputsOf = (nPresent: number): number => (nPresent > 2 ? nPresent : nPresent - 1);

/** The child of an inner node that a value of its feature goes to; a missing one is NaN. */
export function nextNode({ threshold, child, missingRight }: TreeArrays, node: number, value: number): number {
  if (value <= threshold[node]) return child[node];
  return child[node] + (value > threshold[node] ? 1 : missingRight[node]);
}

/** The leaf's value for the row whose features stand in `values` from `offset` on. */
export function leafValue(trees: TreeArrays, root: number, values: Float64Array, offset: number): number {
  const { feature, threshold } = trees;
  let node = root;
  for (let j = feature[node]; j >= 0; j = feature[node]) node = nextNode(trees, node, values[offset + j]);
  return threshold[node];
}

/** The nodes of one tree, which count from 0. */
export type TreeArrays = Pick<GradientBoostingModel, 'feature' | 'threshold' | 'child' | 'missingRight'>;

/** Joins trees that each count their own nodes from 0. */
export function joinTrees(trees: readonly TreeArrays[]): TreeArrays & Pick<GradientBoostingModel, 'roots'> {
  const nNodes = trees.reduce((sum, tree) => sum + tree.feature.length, 0);
  const joined = {
    roots: new Int32Array(trees.length),
    feature: new Int32Array(nNodes),
    threshold: new Float64Array(nNodes),
    child: new Int32Array(nNodes),
    missingRight: new Uint8Array(nNodes),
  };
  let first = 0;
  trees.forEach((tree, index) => {
    joined.roots[index] = first;
    joined.feature.set(tree.feature, first);
    joined.threshold.set(tree.threshold, first);
    joined.missingRight.set(tree.missingRight, first);
    joined.child.set(
      tree.child.map((child, node) => (tree.feature[node] < 0 ? child : child + first)),
      first,
    );
    first += tree.feature.length;
  });
  return joined;
}
