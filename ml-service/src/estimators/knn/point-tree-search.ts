import { AT_ONCE, squaredDistances } from './distance.js';
import type { Nearest } from './nearest.js';
import type { PointTree } from './point-tree.js';

/** A node halves its rows, or leaves one of at most 15 features without a width to split by. */
const MAX_DEPTH = 64;

/** Offers every row that may be among the nearest of the query to `nearest`. */
export class PointTreeSearch {
  readonly #tree: PointTree;
  /** What is still to be looked at: nodes, each with the squared distance of the query to its box. */
  readonly #nodes = new Int32Array(MAX_DEPTH + 1);
  readonly #bounds = new Float64Array(MAX_DEPTH + 1);
  /** The same of the children of the node that is looked at. */
  readonly #toChildren = new Float64Array(2);
  readonly #squares = new Float64Array(AT_ONCE);

  constructor(tree: PointTree) {
    this.#tree = tree;
  }

  search(query: Float64Array, nearest: Nearest): void {
    const { boxes, child, end } = this.#tree;
    const nodes = this.#nodes;
    const bounds = this.#bounds;
    const toChildren = this.#toChildren;
    nodes[0] = 0;
    bounds[0] = 0;
    for (let top = 0; top >= 0; ) {
      const node = nodes[top];
      if (bounds[top--] > nearest.limit) continue;
      if (end[node] > 0) {
        this.#compare(node, query, nearest);
        continue;
      }
      const left = child[node];
      this.#measure(query, boxes, left);
      const near = toChildren[0] <= toChildren[1] ? 0 : 1;
      nodes[++top] = left + 1 - near;
      bounds[top] = toChildren[1 - near];
      nodes[++top] = left + near;
      bounds[top] = toChildren[near];
    }
  }

  #compare(leaf: number, query: Float64Array, nearest: Nearest): void {
    const { rows, points, child, end } = this.#tree;
    const squares = this.#squares;
    for (let first = child[leaf]; first < end[leaf]; first += AT_ONCE) {
      const count = Math.min(AT_ONCE, end[leaf] - first);
      squaredDistances(query, points, { from: first * query.length, count }, squares);
      for (let i = 0; i < count; i++) if (squares[i] <= nearest.limit) nearest.offer(squares[i], rows[first + i]);
    }
  }

  /**
   * The squared distances of the query to the boxes of two siblings, side by side as the processor adds them. Never more
   * than `squaredDistances` gives for a point in the box, to the last bit: it does the same with numbers that are no
   * larger, and rounding keeps their order. Without branches, which nobody could predict: x + |x| is 2 x or 0.
   */
  #measure(query: Float64Array, boxes: Float64Array, left: number): void {
    const width = 2 * query.length;
    let at = left * width;
    let toLeft = 0;
    let toRight = 0;
    for (let j = 0; j < query.length; j++, at += 2) {
      const value = query[j];
      const belowLeft = boxes[at] - value;
      const aboveLeft = value - boxes[at + 1];
      const belowRight = boxes[at + width] - value;
      const aboveRight = value - boxes[at + width + 1];
      const outLeft = 0.5 * (belowLeft + Math.abs(belowLeft) + (aboveLeft + Math.abs(aboveLeft)));
      const outRight = 0.5 * (belowRight + Math.abs(belowRight) + (aboveRight + Math.abs(aboveRight)));
      toLeft += outLeft * outLeft;
      toRight += outRight * outRight;
    }
    this.#toChildren[0] = toLeft;
    this.#toChildren[1] = toRight;
  }
}
