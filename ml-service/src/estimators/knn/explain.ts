import type { Neighbors } from '../explanation.js';
import type { Matrix } from '../matrix.js';
import type { KNNModel } from './model.js';
import { findNearest, weigh } from './predict.js';

/** The neighbours of each row, whose weights sum by class to the probabilities. */
export function explain(model: KNNModel, X: Matrix): Neighbors {
  const { nNeighbors, points } = model;
  const size = X.nSamples * nNeighbors;
  const found = { rows: new Int32Array(size), codes: new Int32Array(size) };
  const [distances, weights] = [new Float64Array(size), new Float64Array(size)];
  findNearest(model, X, (i, { squares, rows, unit }) => {
    const first = i * nNeighbors;
    const total = weigh(model, squares, weights.subarray(first));
    rows.forEach((row, n) => {
      found.rows[first + n] = row;
      found.codes[first + n] = model.codes[row];
      distances[first + n] = Math.min(Number.MAX_VALUE, Math.sqrt(squares[n]) / unit);
      weights[first + n] /= total;
    });
  });
  return { kind: 'neighbors', nNeighbors, ...found, distances, weights, points };
}
