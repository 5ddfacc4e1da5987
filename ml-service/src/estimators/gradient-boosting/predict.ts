import type { Matrix } from '../matrix.js';
import { checkFeatures } from '../shape.js';
import { type GradientBoostingModel, leafValue } from './model.js';
import { probabilitiesOf } from './probabilities.js';

/** Rows that go through a tree together, so that its nodes stay in the processor's cache. */
const BLOCK = 256;

/** nSamples x nClasses probabilities, row-major; a missing value is NaN. Throws where X has another number of features. */
export function predictProba(model: GradientBoostingModel, X: Matrix): Float64Array {
  checkFeatures(X, model.nFeatures);
  const { nSamples, nFeatures } = X;
  const { nClasses, present, baseline } = model;
  const proba = new Float64Array(nSamples * nClasses);
  const block = new Float64Array(Math.min(BLOCK, nSamples) * nFeatures);
  const raw = new Float64Array(baseline.length);
  for (let first = 0; first < nSamples; first += BLOCK) {
    const size = Math.min(BLOCK, nSamples - first);
    for (let j = 0; j < nFeatures; j++) {
      for (let i = 0; i < size; i++) block[i * nFeatures + j] = X.values[j * nSamples + first + i];
    }
    const sums = sumTrees(model, block, size);
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < raw.length; k++) raw[k] = sums[i * raw.length + k];
      const shares = probabilitiesOf(raw);
      for (let k = 0; k < present.length; k++) proba[(first + i) * nClasses + present[k]] = shares[k];
    }
  }
  return proba;
}

/** size x nOutputs, of rows that lie one after the other. */
function sumTrees(model: GradientBoostingModel, rows: Float64Array, size: number): Float64Array {
  const { roots, baseline, nFeatures } = model;
  const nOutputs = baseline.length;
  const sums = new Float64Array(size * nOutputs);
  for (let at = 0; at < sums.length; at++) sums[at] = baseline[at % nOutputs];
  roots.forEach((root, tree) => {
    const output = tree % nOutputs;
    for (let i = 0; i < size; i++) {
      sums[i * nOutputs + output] += leafValue(model, root, rows, i * nFeatures);
    }
  });
  return sums;
}
