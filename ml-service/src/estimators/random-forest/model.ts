import type { Tree } from '../tree/tree.js';

/** The trees of a forest, one after the other: the nodes of tree `t` start at `roots[t]`, which their children count from 0 of all. */
export interface RandomForestModel extends Tree {
  readonly nFeatures: number;
  readonly nClasses: number;
  readonly roots: Int32Array;
}

/** Joins trees that each count their own nodes and leaves from 0. */
export function joinTrees(trees: readonly Tree[], nFeatures: number, nClasses: number): RandomForestModel {
  const nNodes = trees.reduce((sum, tree) => sum + tree.feature.length, 0);
  const nValues = trees.reduce((sum, tree) => sum + tree.leaves.length, 0);
  const model = {
    nFeatures,
    nClasses,
    roots: new Int32Array(trees.length),
    feature: new Int32Array(nNodes),
    threshold: new Float64Array(nNodes),
    child: new Int32Array(nNodes),
    leaves: new Float64Array(nValues),
  };
  let node = 0;
  let value = 0;
  trees.forEach((tree, index) => {
    model.roots[index] = node;
    model.feature.set(tree.feature, node);
    model.threshold.set(tree.threshold, node);
    model.leaves.set(tree.leaves, value);
    const [firstNode, firstLeaf] = [node, value / nClasses];
    for (let i = 0; i < tree.child.length; i++) {
      model.child[node + i] = tree.child[i] + (tree.feature[i] < 0 ? firstLeaf : firstNode);
    }
    node += tree.feature.length;
    value += tree.leaves.length;
  });
  return model;
}
