/**
 * A classification tree as flat arrays; node 0 is the root. An inner node sends a sample to `child` if its value of
 * `feature` is at most `threshold`, else to `child + 1`. A leaf has feature -1, `child` is its row of `leaves`, and
 * `threshold` the weight of the training rows that ended in it.
 */
export interface Tree {
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly child: Int32Array;
  /** nLeaves x nClasses, row-major: the shares of the classes. */
  readonly leaves: Float64Array;
}

/** Collects the nodes of a tree while it grows, of one tree after the other. */
export class TreeBuilder {
  #feature = new Int32Array(64);
  #threshold = new Float64Array(64);
  #child = new Int32Array(64);
  #leaves = new Float64Array(128);
  #nNodes = 0;
  #nLeaves = 0;
  readonly #nClasses: number;

  constructor(nClasses: number) {
    this.#nClasses = nClasses;
  }

  /** Makes room for `count` nodes side by side; answers the first. */
  reserve(count: number): number {
    const first = this.#nNodes;
    this.#nNodes += count;
    if (this.#nNodes > this.#feature.length) {
      this.#feature = grown(this.#feature, new Int32Array(2 * this.#nNodes));
      this.#threshold = grown(this.#threshold, new Float64Array(2 * this.#nNodes));
      this.#child = grown(this.#child, new Int32Array(2 * this.#nNodes));
    }
    return first;
  }

  /** Makes `node` an inner one; answers the left of its two children. */
  split(node: number, feature: number, threshold: number): number {
    const child = this.reserve(2);
    this.#feature[node] = feature;
    this.#threshold[node] = threshold;
    this.#child[node] = child;
    return child;
  }

  /** Makes `node` a leaf of these class weights; answers its row of the leaves. */
  leaf(node: number, weights: ArrayLike<number>): number {
    let total = 0;
    for (let c = 0; c < weights.length; c++) total += weights[c];
    const from = this.#nLeaves * this.#nClasses;
    if (from + this.#nClasses > this.#leaves.length) {
      this.#leaves = grown(this.#leaves, new Float64Array(2 * (from + this.#nClasses)));
    }
    for (let c = 0; c < this.#nClasses; c++) this.#leaves[from + c] = weights[c] / total;
    this.#feature[node] = -1;
    this.#threshold[node] = total;
    this.#child[node] = this.#nLeaves;
    return this.#nLeaves++;
  }

  /** The tree; what comes next belongs to another one. */
  build(): Tree {
    const tree = {
      feature: this.#feature.slice(0, this.#nNodes),
      threshold: this.#threshold.slice(0, this.#nNodes),
      child: this.#child.slice(0, this.#nNodes),
      leaves: this.#leaves.slice(0, this.#nLeaves * this.#nClasses),
    };
    this.#nNodes = 0;
    this.#nLeaves = 0;
    return tree;
  }
}

function grown<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
