import type { Matrix } from '../matrix.js';
import { checkFeatures } from '../shape.js';
import type { GradientBoostingModel } from './model.js';
import { probabilitiesOf } from './probabilities.js';
import { encode, nextPlace, nodeAt, placeOf, rankedTrees } from './ranks.js';

/** Rows that go through a tree together, so that its nodes stay in the processor's cache. */
const BLOCK = 256;
/** Rows that take each step together: the processor need not wait for one row's node before it looks at the next's. */
const ABREAST = 4;

/** nSamples x nClasses probabilities, row-major; a missing value is NaN. Throws where X has another number of features. */
export function predictProba(model: GradientBoostingModel, X: Matrix): Float64Array {
  checkFeatures(X, model.nFeatures);
  const { nSamples, nFeatures } = X;
  const { nClasses, present, baseline } = model;
  const proba = new Float64Array(nSamples * nClasses);
  const ranked = rankedTrees(model);
  const codes = new Int32Array(paddedSize(Math.min(BLOCK, nSamples)) * 2 * nFeatures);
  const raw = new Float64Array(baseline.length);
  for (let first = 0; first < nSamples; first += BLOCK) {
    const size = Math.min(BLOCK, nSamples - first);
    encode(ranked, X, { first, size }, codes);
    const sums = sumTrees(model, ranked.nodes, codes, size);
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < raw.length; k++) raw[k] = sums[i * raw.length + k];
      const shares = probabilitiesOf(raw);
      for (let k = 0; k < present.length; k++) proba[(first + i) * nClasses + present[k]] = shares[k];
    }
  }
  return proba;
}

/** The last rows that go abreast are led somewhere even where there are none, and nobody reads their sums. */
const paddedSize = (size: number): number => ABREAST * Math.ceil(size / ABREAST);

/** paddedSize x nOutputs, of rows whose codes lie one after the other. */
function sumTrees(model: GradientBoostingModel, nodes: Int32Array, codes: Int32Array, size: number): Float64Array {
  const { roots, baseline } = model;
  const sums = new Float64Array(paddedSize(size) * baseline.length);
  for (let at = 0; at < sums.length; at++) sums[at] = baseline[at % baseline.length];
  for (let tree = 0; tree < roots.length; tree++) addTree(model, tree, { nodes, codes, sums });
  return sums;
}

interface Rows {
  readonly nodes: Int32Array;
  readonly codes: Int32Array;
  readonly sums: Float64Array;
}

/** Adds what the leaf of each row says to the sum of the tree's output. */
function addTree(
  { roots, threshold, baseline, nFeatures }: GradientBoostingModel,
  tree: number,
  { nodes, codes, sums }: Rows,
): void {
  const width = 2 * nFeatures;
  const nOutputs = baseline.length;
  const root = placeOf(roots[tree]);
  let row = 0;
  for (let at = tree % nOutputs; at < sums.length; at += ABREAST * nOutputs) {
    let [a, b, c, d] = [root, root, root, root];
    for (let moved = 1; moved !== 0; ) {
      const nextA = nextPlace(nodes, a, codes, row);
      const nextB = nextPlace(nodes, b, codes, row + width);
      const nextC = nextPlace(nodes, c, codes, row + 2 * width);
      const nextD = nextPlace(nodes, d, codes, row + 3 * width);
      moved = (a ^ nextA) | (b ^ nextB) | (c ^ nextC) | (d ^ nextD);
      a = nextA;
      b = nextB;
      c = nextC;
      d = nextD;
    }
    sums[at] += threshold[nodeAt(a)];
    sums[at + nOutputs] += threshold[nodeAt(b)];
    sums[at + 2 * nOutputs] += threshold[nodeAt(c)];
    sums[at + 3 * nOutputs] += threshold[nodeAt(d)];
    row += ABREAST * width;
  }
}
