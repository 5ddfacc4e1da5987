import type { Matrix } from './matrix.js';

/** Throws where X has another number of features than a model was fitted on. */
export function checkFeatures(X: Matrix, nFeatures: number): void {
  if (X.nFeatures !== nFeatures) {
    throw new RangeError(`X must have ${nFeatures} features, as the model was fitted on, got ${X.nFeatures}`);
  }
  if (X.values.length !== X.nSamples * X.nFeatures) {
    throw new RangeError(`X must hold ${X.nSamples} x ${X.nFeatures} values, got ${X.values.length}`);
  }
}
