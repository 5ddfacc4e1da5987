/** What a model's output says of a class: how likely it is, or its odds. */
export interface ExplainedOutput {
  /** Code of the class that the output is of. */
  readonly code: number;
  /** Code of the other class where there are two, whose output is the opposite; null where each class has its own. */
  readonly against: number | null;
  /** The output before any feature is looked at. */
  readonly base: number;
}

/** Outputs as sums: of row `i`, output `o` is its base plus the sum of `values[(i * nOutputs + o) * nFeatures + j]`. */
export interface Contributions {
  readonly kind: 'contributions';
  /** Coefficient times value, or what the splits on the way down the trees change. */
  readonly method: 'coefficients' | 'paths';
  /** Log odds become probabilities by the logistic function, or by the softmax where each class has its own output. */
  readonly scale: 'log_odds' | 'probability';
  readonly outputs: readonly ExplainedOutput[];
  readonly values: Float64Array;
}

/** The training rows that decided, nearest first: nSamples x nNeighbors numbers each. */
export interface Neighbors {
  readonly kind: 'neighbors';
  readonly nNeighbors: number;
  /** Which of the training rows. */
  readonly rows: Int32Array;
  /** Euclidean, in the columns as the model sees them. */
  readonly distances: Float64Array;
  /** Share of the vote; those of a row sum to 1. */
  readonly weights: Float64Array;
  readonly codes: Int32Array;
  /** Training rows as the model sees them: nFeatures numbers each, row-major. */
  readonly points: Float64Array;
}

/** Why a model predicts what it does, row by row. */
export type Explanation = Contributions | Neighbors;

/** A model that lacks what an explanation needs; the message says what. */
export class UnexplainableError extends Error {
  override readonly name = 'UnexplainableError';
}

/** The outputs of classes: that of the second of two against the first; none for a single class; else one a class. */
export function outputsOf(present: readonly number[], bases: ArrayLike<number>): ExplainedOutput[] {
  if (present.length < 2) return [];
  if (present.length === 2) return [{ code: present[1], against: present[0], base: bases[0] }];
  return present.map((code, k) => ({ code, against: null, base: bases[k] }));
}
