import type { DependencePoint } from '@ml-microservices/shared/contracts';
import { mean } from '@ml-microservices/shared/statistics';
import type { Matrix } from '../estimators/matrix.js';
import { quantile } from './intervals/quantile.js';
import { predictInBlocks } from './predict-blocks.js';

/** Some columns of a matrix, and each of the rows of values that they are given in turn. */
export interface Replaced {
  readonly first: number;
  readonly values: Matrix;
}

export interface Predicted {
  readonly predict: (X: Matrix) => Float64Array;
  readonly nClasses: number;
  /** Codes of the classes that are told. */
  readonly shown: readonly number[];
  readonly signal: AbortSignal;
}

export type Spread = Omit<DependencePoint, 'value'>;

/**
 * Mean and spread of the predictions of all rows of X where some columns have the same values in each (Friedman 2001;
 * scikit-learn's `partial_dependence` by brute force): for each row of values one a shown class. Cost rows of values x
 * rows of X.
 */
export async function partialDependence(
  X: Matrix,
  { first, values }: Replaced,
  { predict, nClasses, shown, signal }: Predicted,
): Promise<Spread[][]> {
  const { nSamples } = X;
  const changed = { ...X, values: X.values.slice() };
  const spreads: Spread[][] = [];
  for (let i = 0; i < values.nSamples; i++) {
    for (let j = 0; j < values.nFeatures; j++) {
      const start = (first + j) * nSamples;
      changed.values.fill(values.values[j * values.nSamples + i], start, start + nSamples);
    }
    const probabilities = await predictInBlocks(predict, changed, nClasses, () => signal.throwIfAborted());
    spreads.push(shown.map((code) => spreadOf(probabilities.filter((_, at) => at % nClasses === code))));
  }
  return spreads;
}

function spreadOf(predictions: Float64Array): Spread {
  const sorted = predictions.sort();
  return { mean: mean(sorted), p10: quantile(sorted, 0.1), p90: quantile(sorted, 0.9) };
}
