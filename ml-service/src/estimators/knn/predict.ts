import type { Matrix } from '../matrix.js';
import { checkFeatures } from '../shape.js';
import { AT_ONCE, squaredDistances, squaredFarDistance } from './distance.js';
import type { KNNModel } from './model.js';
import { Nearest } from './nearest.js';
import { PointTreeSearch } from './point-tree-search.js';

/**
 * Shares of the classes among the nearest training rows, by weight: nSamples x nClasses, row-major. Of rows at the same
 * distance those with the lowest numbers are taken. Throws where X has another number of features.
 */
export function predictProba(model: KNNModel, X: Matrix): Float64Array {
  checkFeatures(X, model.nFeatures);
  const { nSamples, nFeatures } = X;
  const { nClasses } = model;
  const proba = new Float64Array(nSamples * nClasses);
  const nearest = new Nearest(model.nNeighbors);
  const search = model.tree && new PointTreeSearch(model.tree, nFeatures);
  const query = new Float64Array(nFeatures);
  for (let i = 0; i < nSamples; i++) {
    for (let j = 0; j < nFeatures; j++) query[j] = X.values[j * nSamples + i];
    nearest.clear();
    if (search) search.search(query, nearest);
    else compareWithAll(model, query, nearest);
    if (nearest.limit === Number.POSITIVE_INFINITY) {
      nearest.clear();
      compareFar(model, query, nearest);
    }
    vote(model, nearest, proba.subarray(i * nClasses, (i + 1) * nClasses));
  }
  return proba;
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

/** Nearest first, so that sums do not depend on how the neighbours were found. */
function vote({ codes, weights }: KNNModel, nearest: Nearest, votes: Float64Array): void {
  const { squares, rows } = nearest.sorted();
  // A training row at distance 0 outweighs any other.
  const isCounted = weights === 'distance' && squares[0] === 0 ? (square: number) => square === 0 : () => true;
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    if (!isCounted(squares[i])) continue;
    const weight = weights === 'uniform' || squares[i] === 0 ? 1 : 1 / Math.sqrt(squares[i]);
    votes[codes[rows[i]]] += weight;
    total += weight;
  }
  for (let c = 0; c < votes.length; c++) votes[c] /= total;
}
