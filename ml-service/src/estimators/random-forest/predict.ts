import type { Matrix } from '../matrix.js';
import { checkFeatures } from '../shape.js';
import { Router } from '../tree/route.js';
import type { RandomForestModel } from './model.js';

/** Rows that go through a tree together: so many that a large tree's nodes are worth the way from memory. */
const BLOCK = 16_384;

/** Mean of the trees' leaf shares: nSamples x nClasses, row-major. Throws where X has another number of features. */
export function predictProba(model: RandomForestModel, X: Matrix): Float64Array {
  checkFeatures(X, model.nFeatures);
  const { nSamples } = X;
  const { nClasses, roots } = model;
  const proba = new Float64Array(nSamples * nClasses);
  const router = new Router(X, Math.min(BLOCK, nSamples));
  for (let first = 0; first < nSamples; first += BLOCK) {
    const size = Math.min(BLOCK, nSamples - first);
    for (const root of roots) {
      for (let i = 0; i < size; i++) router.rows[i] = first + i;
      router.route(model, root, size);
      addLeaves(model, router, size, proba);
    }
  }
  for (let i = 0; i < proba.length; i++) proba[i] /= roots.length;
  return proba;
}

/** Adds the shares of the leaf that each row was led to. */
function addLeaves(
  { leaves: shares, nClasses }: RandomForestModel,
  router: Router,
  n: number,
  sums: Float64Array,
): void {
  const { rows, leaves } = router;
  for (let i = 0; i < n; i++) {
    const to = rows[i] * nClasses;
    const from = leaves[i] * nClasses;
    for (let c = 0; c < nClasses; c++) sums[to + c] += shares[from + c];
  }
}
