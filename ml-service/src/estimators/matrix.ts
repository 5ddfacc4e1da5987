/**
 * Samples by features, column-major: the value of sample `i` and feature `j` is `values[j * nSamples + i]`.
 * Every value is finite, or NaN where it is missing and the estimator takes it so. The buffer may be shared between
 * threads; nobody writes to it after it is built.
 */
export interface Matrix {
  readonly nSamples: number;
  readonly nFeatures: number;
  readonly values: Float64Array;
}
