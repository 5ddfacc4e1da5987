import type { Matrix } from '../matrix.js';
import { checkFeatures } from '../shape.js';
import type { GradientBoostingModel } from './model.js';
import { probabilitiesOf } from './probabilities.js';
import { encode, type RankedTrees, rankedTrees } from './ranks.js';

/** Rows that go through a tree together, so that its nodes stay in the processor's cache. */
const BLOCK = 256;

/** nSamples x nClasses probabilities, row-major; a missing value is NaN. Throws where X has another number of features. */
export function predictProba(model: GradientBoostingModel, X: Matrix): Float64Array {
  checkFeatures(X, model.nFeatures);
  const { nSamples, nFeatures } = X;
  const { nClasses, present, baseline } = model;
  const proba = new Float64Array(nSamples * nClasses);
  const ranked = rankedTrees(model);
  const codes = new Int32Array(Math.min(BLOCK, nSamples) * 2 * nFeatures);
  const raw = new Float64Array(baseline.length);
  for (let first = 0; first < nSamples; first += BLOCK) {
    const size = Math.min(BLOCK, nSamples - first);
    encode(ranked, X, first, codes);
    const sums = sumTrees(model, ranked, codes, size);
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < raw.length; k++) raw[k] = sums[i * raw.length + k];
      const shares = probabilitiesOf(raw);
      for (let k = 0; k < present.length; k++) proba[(first + i) * nClasses + present[k]] = shares[k];
    }
  }
  return proba;
}

/** size x nOutputs, of rows whose codes lie one after the other. */
function sumTrees(
  model: GradientBoostingModel,
  { columns, ranks }: RankedTrees,
  codes: Int32Array,
  size: number,
): Float64Array {
  const { roots, threshold, child, baseline, nFeatures } = model;
  const nOutputs = baseline.length;
  const sums = new Float64Array(size * nOutputs);
  for (let at = 0; at < sums.length; at++) sums[at] = baseline[at % nOutputs];
  for (let tree = 0; tree < roots.length; tree++) {
    const output = tree % nOutputs;
    for (let i = 0; i < size; i++) {
      const offset = 2 * nFeatures * i;
      let node = roots[tree];
      for (let column = columns[node]; column >= 0; column = columns[node]) {
        node = child[node] + ((ranks[node] - codes[offset + column]) >>> 31);
      }
      sums[i * nOutputs + output] += threshold[node];
    }
  }
  return sums;
}
