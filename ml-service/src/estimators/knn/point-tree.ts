import { partition } from '../partition.js';

/** A k-d tree (Bentley, 1975) with the box around each node's points, as flat arrays; node 0 is the root. */
export interface PointTree {
  /** Row numbers in the order of the leaves; each leaf is a range of them, ascending. */
  readonly rows: Int32Array;
  /** The points in that order, row-major. */
  readonly points: Float64Array;
  /** Smallest and largest value of each feature in turn among the points of a node: nNodes x 2 nFeatures, row-major. */
  readonly boxes: Float64Array;
  /** The left child of an inner node, the right one is the next; for a leaf the start of its range. */
  readonly child: Int32Array;
  /** End of a leaf's range, 0 for an inner node. */
  readonly end: Int32Array;
}

export interface PointSet {
  readonly nSamples: number;
  readonly nFeatures: number;
  /** nSamples x nFeatures, row-major. */
  readonly points: Float64Array;
}

const LEAF_SIZE = 16;

/** Splits at the median of the widest feature until a leaf holds 16 points, or equal ones. Cost n log^2 n. */
export function buildPointTree(set: PointSet): PointTree {
  const { nSamples, nFeatures, points } = set;
  const rows = new Int32Array(nSamples);
  for (let i = 0; i < nSamples; i++) rows[i] = i;
  const scratch = new Int32Array(nSamples);
  const values = new Float64Array(nSamples);
  const nodeOf = (start: number, end: number) => ({ child: start, end, box: boxOf(set, rows.subarray(start, end)) });
  const nodes = [nodeOf(0, nSamples)];
  const open = [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { child: start, end, box } = nodes[node];
    const feature = end - start > LEAF_SIZE ? widestFeature(box) : -1;
    if (feature < 0) continue;
    for (let i = start; i < end; i++) values[i] = points[rows[i] * nFeatures + feature];
    const limit = middleOf(values.subarray(start, end));
    const isLow = (row: number) => points[row * nFeatures + feature] <= limit;
    const boundary = partition(rows, { start, end }, isLow, scratch);
    const child = nodes.length;
    nodes[node] = { child, end: 0, box };
    nodes.push(nodeOf(start, boundary), nodeOf(boundary, end));
    open.push(child, child + 1);
  }
  const boxes = new Float64Array(nodes.length * 2 * nFeatures);
  nodes.forEach(({ box }, node) => {
    boxes.set(box, node * 2 * nFeatures);
  });
  return {
    rows,
    points: inOrder(set, rows),
    boxes,
    child: Int32Array.from(nodes, ({ child }) => child),
    end: Int32Array.from(nodes, ({ end }) => end),
  };
}

function boxOf({ nFeatures, points }: PointSet, rows: Int32Array): Float64Array {
  const box = new Float64Array(2 * nFeatures);
  for (let j = 0; j < nFeatures; j++) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < rows.length; i++) {
      const value = points[rows[i] * nFeatures + j];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    box[2 * j] = low;
    box[2 * j + 1] = high;
  }
  return box;
}

/** -1 where all points are equal. */
function widestFeature(box: Float64Array): number {
  let widest = -1;
  let width = 0;
  for (let at = 0; at < box.length; at += 2) {
    if (box[at + 1] - box[at] <= width) continue;
    width = box[at + 1] - box[at];
    widest = at / 2;
  }
  return widest;
}

/** A value that a larger one follows, as near to the middle of the sorted values as there is. Sorts them in place. */
function middleOf(values: Float64Array): number {
  values.sort();
  const middle = values.length >> 1;
  for (let away = 0; ; away++) {
    for (const at of [middle - away, middle + away]) {
      if (at > 0 && at < values.length && values[at - 1] < values[at]) return values[at - 1];
    }
  }
}

function inOrder({ nFeatures, points }: PointSet, rows: Int32Array): Float64Array {
  const ordered = new Float64Array(points.length);
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < nFeatures; j++) ordered[i * nFeatures + j] = points[rows[i] * nFeatures + j];
  }
  return ordered;
}
