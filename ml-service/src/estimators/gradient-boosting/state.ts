import type { ModelState } from '../estimator.js';
import { CorruptModelError, countOf, finiteOf, presentOf, tensorOf } from '../state.js';
import { type GradientBoostingModel, outputsOf } from './model.js';

export function save(model: GradientBoostingModel): ModelState {
  const { nFeatures, nClasses, present, baseline, roots, feature, threshold, child, missingRight } = model;
  const flat = <T extends { length: number }>(values: T) => ({ shape: [values.length], values });
  return {
    scalars: { n_features: nFeatures, n_classes: nClasses },
    tensors: {
      present: flat(present),
      baseline: flat(baseline),
      roots: flat(roots),
      feature: flat(feature),
      threshold: flat(threshold),
      child: flat(child),
      missing_right: flat(missingRight),
    },
  };
}

/** Children must come after their parents and in range, so that every path ends in a leaf. */
export function load(state: ModelState): GradientBoostingModel {
  const nFeatures = countOf(state, 'n_features');
  const nClasses = countOf(state, 'n_classes');
  const present = presentOf(state, nClasses);
  const nOutputs = outputsOf(present.length);
  const baseline = finiteOf(state, 'baseline', nOutputs);
  const feature = tensorOf(state, 'feature', Int32Array);
  const nNodes = feature.length;
  const threshold = finiteOf(state, 'threshold', nNodes);
  const child = tensorOf(state, 'child', Int32Array, nNodes);
  const missingRight = tensorOf(state, 'missing_right', Uint8Array, nNodes);
  const roots = tensorOf(state, 'roots', Int32Array);
  const isWhole = nOutputs === 0 ? roots.length === 0 : roots.length % nOutputs === 0;
  if (!isWhole) throw new CorruptModelError(`roots must be of whole rounds of ${nOutputs} trees, got ${roots.length}`);
  if (roots.some((root) => root < 0 || root >= nNodes)) throw new CorruptModelError('a root is out of range');
  for (let node = 0; node < nNodes; node++) {
    const isInner = feature[node] >= 0 && feature[node] < nFeatures && child[node] > node && child[node] + 1 < nNodes;
    if (missingRight[node] > 1 || !(feature[node] === -1 || isInner)) {
      throw new CorruptModelError(`node ${node} of the trees is out of range`);
    }
  }
  return { nFeatures, nClasses, present, baseline, roots, feature, threshold, child, missingRight };
}
