import type { Matrix } from '../matrix.js';
import type { Tree } from './tree.js';

/** Numbers of what waits on the stack: a node, and where its rows start and end. */
const PER_NODE = 3;
const FIRST_ROOM = 64 * PER_NODE;

/**
 * Leads rows of a matrix to the leaves of trees, those of a node together: each node is looked at once, and the
 * processor need not wait for one row before it goes on with the next. Cost per tree: rows x depth.
 */
export class Router {
  /** The rows to lead; their order changes. */
  readonly rows: Int32Array;
  /** Where each row ended, in the order of `rows`: its row of the tree's `leaves`. */
  readonly leaves: Int32Array;
  readonly #X: Matrix;
  #stack = new Int32Array(FIRST_ROOM);

  /** For at most so many rows at a time. */
  constructor(X: Matrix, mostRows: number) {
    this.#X = X;
    this.rows = new Int32Array(mostRows);
    this.leaves = new Int32Array(mostRows);
  }

  /** Leads the first `n` of `rows` from node `root`. */
  route({ feature, threshold, child }: Tree, root: number, n: number): void {
    const { nSamples, values } = this.#X;
    const { rows, leaves } = this;
    let stack = this.#stack;
    stack[0] = root;
    stack[1] = 0;
    stack[2] = n;
    for (let top = 0; top >= 0; top -= PER_NODE) {
      let node = stack[top];
      const start = stack[top + 1];
      let end = stack[top + 2];
      for (let j = feature[node]; j >= 0; j = feature[node]) {
        if (end - start === 1) {
          node = child[node] + (values[j * nSamples + rows[start]] <= threshold[node] ? 0 : 1);
          continue;
        }
        const boundary = this.#partition(j, threshold[node], start, end);
        node = child[node];
        if (boundary === start) node++;
        else if (boundary < end) {
          if (top + 2 * PER_NODE > stack.length) stack = this.#growStack();
          stack[top] = node + 1;
          stack[top + 1] = boundary;
          stack[top + 2] = end;
          top += PER_NODE;
          end = boundary;
        }
      }
      leaves.fill(child[node], start, end);
    }
  }

  /** Moves rows whose value is at most `limit` before the others, without a branch; answers where the others start. */
  #partition(feature: number, limit: number, start: number, end: number): number {
    const { values, nSamples } = this.#X;
    const { rows } = this;
    const offset = feature * nSamples;
    let left = start;
    for (let i = start; i < end; i++) {
      const row = rows[i];
      rows[i] = rows[left];
      rows[left] = row;
      left += Number(values[offset + row] <= limit);
    }
    return left;
  }

  #growStack() {
    const larger = new Int32Array(2 * this.#stack.length);
    larger.set(this.#stack);
    this.#stack = larger;
    return larger;
  }
}
