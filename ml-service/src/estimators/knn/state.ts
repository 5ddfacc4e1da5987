import type { ModelState } from '../estimator.js';
import { CorruptModelError, codesOf, countOf, finiteOf } from '../state.js';
import { indexOf } from './fit.js';
import type { KNNModel } from './model.js';

/** The rows alone: the index over them is built anew, so a file cannot lie about it. */
export function save({ nSamples, nFeatures, nClasses, nNeighbors, weights, points, codes }: KNNModel): ModelState {
  return {
    scalars: { n_features: nFeatures, n_classes: nClasses, n_neighbors: nNeighbors, weights },
    tensors: {
      points: { shape: [nSamples, nFeatures], values: points },
      codes: { shape: [nSamples], values: codes },
    },
  };
}

export function load(state: ModelState): KNNModel {
  const nFeatures = countOf(state, 'n_features');
  const nClasses = countOf(state, 'n_classes');
  const nNeighbors = countOf(state, 'n_neighbors');
  const { weights } = state.scalars;
  if (weights !== 'uniform' && weights !== 'distance') {
    throw new CorruptModelError(`weights must be uniform or distance, got ${String(weights)}`);
  }
  const codes = codesOf(state, nClasses);
  const nSamples = codes.length;
  if (nNeighbors > nSamples) throw new CorruptModelError(`n_neighbors must be at most ${nSamples}, got ${nNeighbors}`);
  const points = finiteOf(state, 'points', nSamples * nFeatures);
  const set = { nSamples, nFeatures, points };
  return { ...set, nClasses, nNeighbors, weights, codes, tree: indexOf(set) };
}
