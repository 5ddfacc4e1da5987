import type { KNNParams } from '@ml-microservices/shared/contracts';
import type { FitNotes, FitOptions, Labels } from '../estimator.js';
import type { Matrix } from '../matrix.js';
import { checkNeighbors } from '../neighbors.js';
import { checkTraining } from '../shape.js';
import type { KNNModel } from './model.js';
import { buildPointTree, type PointSet } from './point-tree.js';

/** A tree leaves out whole regions only where there are many rows and few features. */
const [MIN_TREE_SAMPLES, MAX_TREE_FEATURES] = [256, 15];

/** Keeps the training rows, and an index over them where it is the faster way to search them. */
export async function fit(X: Matrix, y: Labels, params: KNNParams, { onProgress, signal }: FitOptions) {
  checkTraining(X, y);
  checkNeighbors(params.n_neighbors, X.nSamples);
  onProgress?.({ done: 0, total: X.nSamples });
  signal?.throwIfAborted();
  const { nSamples, nFeatures } = X;
  const points = new Float64Array(nSamples * nFeatures);
  for (let j = 0; j < nFeatures; j++) {
    for (let i = 0; i < nSamples; i++) points[i * nFeatures + j] = X.values[j * nSamples + i];
  }
  const set = { nSamples, nFeatures, points };
  const { n_neighbors: nNeighbors, weights } = params;
  const codes = Int32Array.from(y.codes);
  const model: KNNModel = { ...set, nClasses: y.nClasses, nNeighbors, weights, codes, tree: indexOf(set) };
  onProgress?.({ done: X.nSamples, total: X.nSamples });
  const notes: FitNotes = { warnings: [] };
  return { model, notes };
}

export const indexOf = (set: PointSet) =>
  set.nSamples >= MIN_TREE_SAMPLES && set.nFeatures <= MAX_TREE_FEATURES ? buildPointTree(set) : null;
