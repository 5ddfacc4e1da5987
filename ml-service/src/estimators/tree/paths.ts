import { UnexplainableError } from '../explanation.js';
import type { Matrix } from '../matrix.js';

/** Trees that lie one after the other, and how their estimator reads a node. */
export interface ReadableTrees {
  readonly roots: Int32Array;
  /** -1 in a leaf. */
  readonly feature: Int32Array;
  /** The left child, after its parent; the right one comes next. */
  readonly child: Int32Array;
  /** Numbers in a leaf. */
  readonly width: number;
  readonly leafValue: (node: number, k: number) => number;
  /** Weight of the training rows that ended in a leaf. */
  readonly leafWeight: (node: number) => number;
  /** The child that a value of the node's feature goes to. */
  readonly next: (node: number, value: number) => number;
}

/** Receives, of tree `tree`, its mean over the training rows, or what row `row` changes by splitting on `feature`. */
export interface PathVisitor {
  readonly onRoot: (tree: number, k: number, mean: number) => void;
  readonly onStep: (tree: number, row: number, k: number, step: { feature: number; change: number }) => void;
}

/**
 * Walks each row down each tree: at every split the mean of the training rows below changes, which is put to the
 * feature that was split on (Saabas, 2014). Root mean and changes of a row sum to its leaf's value.
 */
export function visitPaths(trees: ReadableTrees, X: Matrix, { onRoot, onStep }: PathVisitor): void {
  const { roots, feature, width, next } = trees;
  roots.forEach((root, tree) => {
    const means = nodeMeans(trees, root, roots[tree + 1] ?? feature.length);
    for (let k = 0; k < width; k++) onRoot(tree, k, means[k]);
    for (let row = 0; row < X.nSamples; row++) {
      let node = root;
      for (let j = feature[node]; j >= 0; j = feature[node]) {
        const child = next(node, X.values[j * X.nSamples + row]);
        for (let k = 0; k < width; k++) {
          const change = means[(child - root) * width + k] - means[(node - root) * width + k];
          onStep(tree, row, k, { feature: j, change });
        }
        node = child;
      }
    }
  });
}

/** Means of the nodes from `root` to before `end`, from the leaves up: children come after their parents. */
function nodeMeans({ feature, child, width, leafValue, leafWeight }: ReadableTrees, root: number, end: number) {
  const means = new Float64Array((end - root) * width);
  const weights = new Float64Array(end - root);
  for (let node = end - 1; node >= root; node--) {
    const at = node - root;
    if (feature[node] < 0) {
      weights[at] = leafWeight(node);
      for (let k = 0; k < width; k++) means[at * width + k] = leafValue(node, k);
      continue;
    }
    const [left, right] = [child[node] - root, child[node] + 1 - root];
    weights[at] = weights[left] + weights[right];
    for (let k = 0; k < width; k++) {
      const sum = means[left * width + k] * weights[left] + means[right * width + k] * weights[right];
      means[at * width + k] = sum / weights[at];
    }
  }
  if (!(weights[0] > 0)) throw new UnexplainableError('its file does not say how many rows ended in each leaf');
  return means;
}
