/** Coefficients in the units of the columns, as scikit-learn's `coef_` and `intercept_`. */
export interface LogisticRegressionModel {
  readonly nFeatures: number;
  readonly nClasses: number;
  /** Codes of the classes that occurred in training, ascending; the others have probability 0. */
  readonly present: Int32Array;
  /**
   * nRows x nFeatures, row-major. Two classes have one row, the log odds of the second; one class has none; more have
   * a row each, and each column sums to 0.
   */
  readonly coef: Float64Array;
  /** nRows. */
  readonly intercept: Float64Array;
}

export const nRowsOf = (nPresent: number): number => (nPresent > 2 ? nPresent : nPresent - 1);
