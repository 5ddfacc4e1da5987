import type { ModelState } from '../estimator.js';
import { CorruptModelError, countOf, tensorOf } from '../state.js';
import type { RandomForestModel } from './model.js';

export function save(model: RandomForestModel): ModelState {
  const { nFeatures, nClasses, roots, feature, threshold, child, leaves } = model;
  const flat = <T extends { length: number }>(values: T) => ({ shape: [values.length], values });
  return {
    scalars: { n_features: nFeatures, n_classes: nClasses },
    tensors: {
      roots: flat(roots),
      feature: flat(feature),
      threshold: flat(threshold),
      child: flat(child),
      leaves: { shape: [leaves.length / nClasses, nClasses], values: leaves },
    },
  };
}

/** Children must come after their parents and in range, so that every path ends in a leaf. */
export function load(state: ModelState): RandomForestModel {
  const nFeatures = countOf(state, 'n_features');
  const nClasses = countOf(state, 'n_classes');
  const feature = tensorOf(state, 'feature', Int32Array);
  const nNodes = feature.length;
  const threshold = tensorOf(state, 'threshold', Float64Array, nNodes);
  const child = tensorOf(state, 'child', Int32Array, nNodes);
  const leaves = tensorOf(state, 'leaves', Float64Array);
  const roots = tensorOf(state, 'roots', Int32Array);
  const nLeaves = leaves.length / nClasses;
  if (roots.length === 0 || roots.some((root) => root < 0 || root >= nNodes))
    throw new CorruptModelError('a root is out of range');
  if (!Number.isInteger(nLeaves) || leaves.some((share) => !(share >= 0 && share <= 1))) {
    throw new CorruptModelError('leaves must hold a share from 0 to 1 for each class');
  }
  for (let node = 0; node < nNodes; node++) {
    const isLeaf = feature[node] === -1;
    const inRange = isLeaf
      ? child[node] >= 0 && child[node] < nLeaves
      : feature[node] >= 0 &&
        feature[node] < nFeatures &&
        child[node] > node &&
        child[node] + 1 < nNodes &&
        Number.isFinite(threshold[node]);
    if (!inRange) throw new CorruptModelError(`node ${node} of the forest is out of range`);
  }
  return { nFeatures, nClasses, roots, feature, threshold, child, leaves };
}
