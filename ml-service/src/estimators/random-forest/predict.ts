import type { Matrix } from '../matrix.js';
import { checkFeatures } from '../shape.js';
import type { RandomForestModel } from './model.js';

/** Rows that go through a tree together, so that its nodes stay in the processor's cache. */
const BLOCK = 256;

/** Mean of the trees' leaf shares: nSamples x nClasses, row-major. Throws where X has another number of features. */
export function predictProba(model: RandomForestModel, X: Matrix): Float64Array {
  checkFeatures(X, model.nFeatures);
  const { nSamples, nFeatures } = X;
  const { nClasses, roots } = model;
  const proba = new Float64Array(nSamples * nClasses);
  const block = new Float64Array(Math.min(BLOCK, nSamples) * nFeatures);
  for (let first = 0; first < nSamples; first += BLOCK) {
    const size = Math.min(BLOCK, nSamples - first);
    for (let j = 0; j < nFeatures; j++) {
      for (let i = 0; i < size; i++) block[i * nFeatures + j] = X.values[j * nSamples + first + i];
    }
    const sums = proba.subarray(first * nClasses, (first + size) * nClasses);
    for (const root of roots) addLeaves(model, root, block, sums);
  }
  for (let i = 0; i < proba.length; i++) proba[i] /= roots.length;
  return proba;
}

function addLeaves(model: RandomForestModel, root: number, block: Float64Array, sums: Float64Array): void {
  const { feature, threshold, child, leaves, nFeatures, nClasses } = model;
  const size = sums.length / nClasses;
  for (let i = 0; i < size; i++) {
    const row = i * nFeatures;
    let node = root;
    for (let j = feature[node]; j >= 0; j = feature[node]) {
      node = child[node] + (block[row + j] <= threshold[node] ? 0 : 1);
    }
    const leaf = child[node] * nClasses;
    for (let c = 0; c < nClasses; c++) sums[i * nClasses + c] += leaves[leaf + c];
  }
}
