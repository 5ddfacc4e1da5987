/** Rows with their true classes and what a model says of them. `probabilities` is nRows x nClasses, row-major. */
export interface Judged {
  readonly truth: Int32Array;
  readonly predicted: Int32Array;
  readonly probabilities: Float64Array;
  readonly nClasses: number;
}
