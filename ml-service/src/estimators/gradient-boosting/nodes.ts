import type { TreeArrays } from './model.js';

/** Collects the nodes of a tree while it grows; node 0 is the root. */
export class NodeList {
  readonly #feature: number[] = [-1];
  readonly #threshold: number[] = [0];
  readonly #child: number[] = [0];
  readonly #missingRight: number[] = [0];

  /** Makes `node` an inner one; answers the left of its two children, which are leaves of value 0 for now. */
  split(node: number, feature: number, threshold: number, missingRight: number): number {
    const child = this.#feature.length;
    this.#feature[node] = feature;
    this.#threshold[node] = threshold;
    this.#child[node] = child;
    this.#missingRight[node] = missingRight;
    this.#feature.push(-1, -1);
    this.#threshold.push(0, 0);
    this.#child.push(0, 0);
    this.#missingRight.push(0, 0);
    return child;
  }

  /** Makes `node` a leaf of so many training rows. */
  leaf(node: number, value: number, count: number): void {
    this.#threshold[node] = value;
    this.#child[node] = count;
  }

  build(): TreeArrays {
    return {
      feature: Int32Array.from(this.#feature),
      threshold: Float64Array.from(this.#threshold),
      child: Int32Array.from(this.#child),
      missingRight: Uint8Array.from(this.#missingRight),
    };
  }
}
