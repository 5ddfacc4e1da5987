import type { Matrix } from '../matrix.js';
import { checkFeatures } from '../shape.js';
import { squaredDistance, squaredFarDistance } from './distance.js';
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
    else compareWithAll(model, query, nearest, squaredDistance);
    if (nearest.limit === Number.POSITIVE_INFINITY) {
      nearest.clear();
      compareWithAll(model, query, nearest, squaredFarDistance);
    }
    vote(model, nearest, proba.subarray(i * nClasses, (i + 1) * nClasses));
  }
  return proba;
}

function compareWithAll(
  { points, nSamples, nFeatures }: KNNModel,
  query: Float64Array,
  nearest: Nearest,
  distance: typeof squaredDistance,
): void {
  for (let row = 0; row < nSamples; row++) {
    const square = distance(query, points, row * nFeatures);
    if (square <= nearest.limit) nearest.offer(square, row);
  }
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
