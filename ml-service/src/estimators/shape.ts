import type { Labels } from './estimator.js';
import type { Matrix } from './matrix.js';

/** Throws where X has another number of features than a model was fitted on. */
export function checkFeatures(X: Matrix, nFeatures: number): void {
  if (X.nFeatures !== nFeatures) {
    throw new RangeError(`X must have ${nFeatures} features, as the model was fitted on, got ${X.nFeatures}`);
  }
  checkSize(X);
}

/** Throws where X and y cannot be fitted: no samples, or numbers of values that do not fit together. */
export function checkTraining(X: Matrix, y: Labels): void {
  checkSize(X);
  if (X.nSamples < 1) throw new RangeError(`X must have at least 1 sample, got ${X.nSamples}`);
  if (y.codes.length !== X.nSamples) {
    throw new RangeError(`y must have ${X.nSamples} classes, one a sample of X, got ${y.codes.length}`);
  }
  if (y.codes.some((code) => code < 0 || code >= y.nClasses)) {
    throw new RangeError(`y must hold class codes from 0 to ${y.nClasses - 1}`);
  }
}

function checkSize(X: Matrix): void {
  if (X.values.length !== X.nSamples * X.nFeatures) {
    throw new RangeError(`X must hold ${X.nSamples} x ${X.nFeatures} values, got ${X.values.length}`);
  }
}
