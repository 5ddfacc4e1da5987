import type { FeatureImportance, PermutationImportance } from '@ml-microservices/shared/contracts';
import type { Matrix } from '../estimators/matrix.js';
import { createRandom, shuffleInPlace } from '../estimators/random.js';
import { createTurns } from '../estimators/turns.js';
import type { Transformer } from '../tabular/transform.js';
import { decide } from './decide.js';
import { evenly } from './evenly.js';

const REPEATS = 10;
const MOST_FEATURES = 200;
/** Predictions of a row that the shuffles may cost in all. */
const MAX_PREDICTIONS = 200_000;
const FEWEST_ROWS = 100;

export interface Shuffled {
  /** Rows that the model did not learn from, prepared, and their class codes. */
  readonly X: Matrix;
  readonly codes: Int32Array;
  readonly nClasses: number;
  readonly predict: (X: Matrix) => Float64Array;
  readonly transformer: Transformer;
  readonly impurity: readonly FeatureImportance[] | null;
}

/**
 * Fall of the accuracy when one feature is shuffled among the rows (Breiman 2001), mean and standard deviation over ten
 * shuffles. All columns of a feature move together, which is the same as shuffling the column before it is encoded.
 */
export async function permutationImportance(
  { X, codes, nClasses, predict, transformer, impurity }: Shuffled,
  { seed, signal }: { readonly seed: number; readonly signal?: AbortSignal },
): Promise<PermutationImportance> {
  const encoders = transformer.encoders.slice(0, MOST_FEATURES);
  const nRows = Math.min(X.nSamples, Math.max(FEWEST_ROWS, Math.floor(MAX_PREDICTIONS / (REPEATS * encoders.length))));
  const { X: some, codes: truth } = evenly({ X, codes }, nRows);
  const accuracyOf = (probabilities: Float64Array) =>
    decide(probabilities, nClasses).filter((code, i) => code === truth[i]).length / nRows;
  const baseline = accuracyOf(predict(some));
  const random = createRandom(seed, 3);
  const turn = createTurns(signal);
  const impurityOf = new Map(impurity?.map(({ feature, importance }) => [feature, importance]));
  const features: PermutationImportance['features'] = [];
  for (const { feature, first, width } of encoders) {
    const falls: number[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const order = Int32Array.from({ length: nRows }, (_, i) => i);
      shuffleInPlace(order, random);
      falls.push(baseline - accuracyOf(predict(reordered(some, order, { first, width }))));
      const pause = turn();
      if (pause) await pause;
    }
    features.push({ feature: feature.name, ...momentsOf(falls), impurity: impurityOf.get(feature.name) ?? null });
  }
  features.sort((a, b) => b.mean - a.mean);
  return { metric: 'accuracy', baseline, repeats: REPEATS, rows: nRows, features };
}

/** A copy with `width` columns from `first` in another order of rows. */
function reordered(X: Matrix, order: Int32Array, { first, width }: { first: number; width: number }): Matrix {
  const values = X.values.slice();
  for (let j = first; j < first + width; j++) {
    const from = j * X.nSamples;
    for (let i = 0; i < X.nSamples; i++) values[from + i] = X.values[from + order[i]];
  }
  return { ...X, values };
}

/** Mean and population standard deviation, as scikit-learn's `importances_std`. */
function momentsOf(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, sd: Math.sqrt(variance) };
}
