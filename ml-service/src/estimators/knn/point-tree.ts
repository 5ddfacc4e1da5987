import { partition } from '../partition.js';

/** A k-d tree (Bentley, 1975) as flat arrays; node 0 is the root. */
export interface PointTree {
  /** Row numbers in the order of the leaves; each leaf is a range of them, ascending. */
  readonly rows: Int32Array;
  /** The points in that order, row-major. */
  readonly points: Float64Array;
  /** The feature that an inner node splits at, -1 for a leaf. */
  readonly feature: Int32Array;
  /** Largest value on its left and smallest on its right. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** The left child of an inner node, the right one is the next; for a leaf the start of its range. */
  readonly child: Int32Array;
  /** End of a leaf's range. */
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
  const nodes = [{ feature: -1, low: 0, high: 0, child: 0, end: nSamples }];
  const open = [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { child: start, end } = nodes[node];
    const feature = end - start > LEAF_SIZE ? widestFeature(set, rows.subarray(start, end)) : -1;
    if (feature < 0) continue;
    for (let i = start; i < end; i++) values[i] = points[rows[i] * nFeatures + feature];
    const { low, high } = medianOf(values.subarray(start, end));
    const isLow = (row: number) => points[row * nFeatures + feature] <= low;
    const boundary = partition(rows, { start, end }, isLow, scratch);
    const child = nodes.length;
    nodes[node] = { feature, low, high, child, end };
    nodes.push({ feature: -1, low: 0, high: 0, child: start, end: boundary });
    nodes.push({ feature: -1, low: 0, high: 0, child: boundary, end });
    open.push(child, child + 1);
  }
  return {
    rows,
    points: inOrder(set, rows),
    feature: Int32Array.from(nodes, ({ feature }) => feature),
    low: Float64Array.from(nodes, ({ low }) => low),
    high: Float64Array.from(nodes, ({ high }) => high),
    child: Int32Array.from(nodes, ({ child }) => child),
    end: Int32Array.from(nodes, ({ end }) => end),
  };
}

/** -1 where all points are equal. */
function widestFeature({ nFeatures, points }: PointSet, rows: Int32Array): number {
  let widest = -1;
  let width = 0;
  for (let j = 0; j < nFeatures; j++) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < rows.length; i++) {
      const value = points[rows[i] * nFeatures + j];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low > width) {
      width = high - low;
      widest = j;
    }
  }
  return widest;
}

/** Two neighbouring values that differ, as near to the middle of the sorted values as there are. Sorts them in place. */
function medianOf(values: Float64Array): { low: number; high: number } {
  values.sort();
  const middle = values.length >> 1;
  for (let away = 0; ; away++) {
    for (const at of [middle - away, middle + away]) {
      if (at > 0 && at < values.length && values[at - 1] < values[at]) return { low: values[at - 1], high: values[at] };
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
