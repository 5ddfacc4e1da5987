import { AT_ONCE, squaredDistances } from './distance.js';
import type { Nearest } from './nearest.js';
import type { PointTree } from './point-tree.js';

/** A bound is a sum of rounded numbers: only what is beyond the limit by more than that is left out. */
const SLACK = 1 + 1e-9;
/** A node halves its rows, or leaves one of at most 15 features without a width to split by. */
const MAX_DEPTH = 64;

/** Offers every row that may be among the nearest of the query to `nearest`. */
export class PointTreeSearch {
  readonly #tree: PointTree;
  /** Distance of the query to the current node's region along each feature (Arya and Mount, 1993). */
  readonly #offsets: Float64Array;
  /** By depth of the path: at most the squared distance of the query to any point below its node. */
  readonly #bounds = new Float64Array(MAX_DEPTH);
  readonly #squares = new Float64Array(AT_ONCE);

  constructor(tree: PointTree, nFeatures: number) {
    this.#tree = tree;
    this.#offsets = new Float64Array(nFeatures);
  }

  search(query: Float64Array, nearest: Nearest): void {
    this.#offsets.fill(0);
    this.#visit(0, 0, query, nearest);
  }

  #visit(node: number, depth: number, query: Float64Array, nearest: Nearest): void {
    const { rows, points, feature, low, high, child, end } = this.#tree;
    const squares = this.#squares;
    const j = feature[node];
    if (j < 0) {
      for (let first = child[node]; first < end[node]; first += AT_ONCE) {
        const count = Math.min(AT_ONCE, end[node] - first);
        squaredDistances(query, points, { from: first * query.length, count }, squares);
        for (let i = 0; i < count; i++) if (squares[i] <= nearest.limit) nearest.offer(squares[i], rows[first + i]);
      }
      return;
    }
    const isLeft = query[j] - low[node] < high[node] - query[j];
    const near = child[node] + (isLeft ? 0 : 1);
    const far = child[node] + (isLeft ? 1 : 0);
    const bound = this.#bounds[depth];
    this.#bounds[depth + 1] = bound;
    this.#visit(near, depth + 1, query, nearest);
    const before = this.#offsets[j];
    const after = Math.max(before, isLeft ? high[node] - query[j] : query[j] - low[node]);
    const farBound = bound - before * before + after * after;
    if (farBound > nearest.limit * SLACK) return;
    this.#offsets[j] = after;
    this.#bounds[depth + 1] = farBound;
    this.#visit(far, depth + 1, query, nearest);
    this.#offsets[j] = before;
  }
}
