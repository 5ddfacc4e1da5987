import type { Matrix } from '../matrix.js';
import { checkFeatures } from '../shape.js';
import { AT_ONCE, FAR, squaredDistances, squaredFarDistance } from './distance.js';
import type { KNNModel } from './model.js';
import { Nearest } from './nearest.js';
import { PointTreeSearch } from './point-tree-search.js';

/**
 * Shares of the classes among the nearest training rows, by weight: nSamples x nClasses, row-major. Of rows at the same
 * distance those with the lowest numbers are taken. Throws where X has another number of features.
 */
export function predictProba(model: KNNModel, X: Matrix): Float64Array {
  const { nClasses, codes } = model;
  const proba = new Float64Array(X.nSamples * nClasses);
  const weights = new Float64Array(model.nNeighbors);
  findNearest(model, X, (i, { squares, rows }) => {
    const total = weigh(model, squares, weights);
    const first = i * nClasses;
    for (let n = 0; n < rows.length; n++) proba[first + codes[rows[n]]] += weights[n];
    for (let c = 0; c < nClasses; c++) proba[first + c] /= total;
  });
  return proba;
}

/** The nearest training rows of one row, nearest first; valid until the next row. */
export interface Found {
  readonly squares: Float64Array;
  readonly rows: Int32Array;
  /** What the square root of a square is to be divided by for a distance. */
  readonly unit: number;
}

/** Calls `onRow` with what is nearest to each row of X. Throws where X has another number of features. */
export function findNearest(model: KNNModel, X: Matrix, onRow: (row: number, found: Found) => void): void {
  checkFeatures(X, model.nFeatures);
  const { nSamples, nFeatures } = X;
  const nearest = new Nearest(model.nNeighbors);
  const search = model.tree && new PointTreeSearch(model.tree);
  const query = new Float64Array(nFeatures);
  const { squares, rows } = nearest;
  const [found, foundFar] = [1, FAR].map((unit) => ({ squares, rows, unit }));
  for (let i = 0; i < nSamples; i++) {
    for (let j = 0; j < nFeatures; j++) query[j] = X.values[j * nSamples + i];
    nearest.clear();
    if (search) search.search(query, nearest);
    else compareWithAll(model, query, nearest);
    const isFar = nearest.limit === Number.POSITIVE_INFINITY;
    if (isFar) {
      nearest.clear();
      compareFar(model, query, nearest);
    }
    nearest.sort();
    onRow(i, isFar ? foundFar : found);
  }
}

function compareWithAll({ points, nSamples }: KNNModel, query: Float64Array, nearest: Nearest): void {
  const squares = new Float64Array(AT_ONCE);
  for (let first = 0; first < nSamples; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, nSamples - first);
    squaredDistances(query, points, { from: first * query.length, count }, squares);
    for (let i = 0; i < count; i++) if (squares[i] <= nearest.limit) nearest.offer(squares[i], first + i);
  }
}

function compareFar({ points, nSamples }: KNNModel, query: Float64Array, nearest: Nearest): void {
  for (let row = 0; row < nSamples; row++) nearest.offer(squaredFarDistance(query, points, row * query.length), row);
}

/** The weight of each neighbour's vote, nearest first; answers their sum, which does not depend on how they were found. */
export function weigh({ weights }: KNNModel, squares: Float64Array, into: Float64Array): number {
  // A training row at distance 0 outweighs any other.
  const isExact = weights === 'distance' && squares[0] === 0;
  let total = 0;
  for (let n = 0; n < squares.length; n++) {
    if (isExact) into[n] = squares[n] === 0 ? 1 : 0;
    else into[n] = weights === 'uniform' || squares[n] === 0 ? 1 : 1 / Math.sqrt(squares[n]);
    total += into[n];
  }
  return total;
}
