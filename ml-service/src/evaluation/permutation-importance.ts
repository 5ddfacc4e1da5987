import type { FeatureImportance, PermutationImportance } from '@ml-microservices/shared/contracts';
import { mean, standardDeviation } from '@ml-microservices/shared/statistics';
import type { Matrix } from '../estimators/matrix.js';
import { createRandom, shuffleInPlace } from '../estimators/random.js';
import type { Transformer } from '../tabular/transform.js';
import { decide } from './decide.js';
import { evenly } from './evenly.js';
import { predictInBlocks } from './predict-blocks.js';
import { Shuffles } from './shuffles.js';

const REPEATS = 10;
/** Of more, those of the most impurity removed, where the model knows it, else the first. */
const MOST_FEATURES = 200;
/** Predictions of a row, probabilities in them, and numbers read for them, that the shuffles may cost in all. */
const MAX_PREDICTIONS = 200_000;
const MAX_PROBABILITIES = 2_000_000;
const MAX_READS = 2e10;
/** Fewer than these would tell nothing, whatever they cost. */
const FEWEST_ROWS = 100;
const FEWEST_FEATURES = 10;

export interface Shuffled {
  /** Rows that the model did not learn from, prepared, and their class codes. */
  readonly X: Matrix;
  readonly codes: Int32Array;
  readonly nClasses: number;
  readonly predict: (X: Matrix) => Float64Array;
  /** Numbers that predicting a row goes through, about. */
  readonly readsPerRow: number;
  readonly transformer: Transformer;
  readonly impurity: readonly FeatureImportance[] | null;
}

/**
 * Fall of the accuracy when one feature is shuffled among the rows (Breiman 2001), mean and population standard deviation
 * (scikit-learn's `importances_std`) over ten shuffles. All columns of a feature move together, which is the same as
 * shuffling the column before it is encoded.
 */
export async function permutationImportance(
  { X, codes, nClasses, predict, readsPerRow, transformer, impurity }: Shuffled,
  { seed, signal }: { readonly seed: number; readonly signal?: AbortSignal },
): Promise<PermutationImportance> {
  const impurityOf = new Map(impurity?.map(({ feature, importance }) => [feature, importance]));
  const affordable = MAX_READS / readsPerRow;
  const onFewest = REPEATS * Math.min(X.nSamples, FEWEST_ROWS);
  const most = Math.min(MOST_FEATURES, Math.max(FEWEST_FEATURES, Math.floor(affordable / onFewest)));
  const encoders = mostImportant(transformer.encoders, impurityOf, most);
  const predictions = Math.min(MAX_PREDICTIONS, MAX_PROBABILITIES / nClasses, affordable);
  const nRows = Math.min(X.nSamples, Math.max(FEWEST_ROWS, Math.floor(predictions / (REPEATS * encoders.length))));
  const { X: some, codes: truth } = evenly({ X, codes }, nRows);
  const decided = async (rows: Matrix) =>
    decide(await predictInBlocks(predict, rows, nClasses, () => signal?.throwIfAborted()), nClasses);
  const usual = await decided(some);
  const accuracyOf = (predicted: (row: number) => number) =>
    truth.filter((code, i) => code === predicted(i)).length / nRows;
  const baseline = accuracyOf((i) => usual[i]);
  const random = createRandom(seed, 3);
  const features: PermutationImportance['features'] = [];
  for (const { feature, first, width } of encoders) {
    const shuffles = new Shuffles(some, { first, width });
    const repeats = Array.from({ length: REPEATS }, () => {
      const order = Int32Array.from({ length: nRows }, (_, i) => i);
      shuffleInPlace(order, random);
      return shuffles.add(order);
    });
    const changed = await decided(shuffles.matrix());
    const falls = repeats.map(
      (places) => baseline - accuracyOf((i) => (places[i] < 0 ? usual[i] : changed[places[i]])),
    );
    const fall = { mean: mean(falls), sd: standardDeviation(falls) };
    features.push({ feature: feature.name, ...fall, impurity: impurityOf.get(feature.name) ?? null });
  }
  features.sort((a, b) => b.mean - a.mean);
  return { metric: 'accuracy', baseline, repeats: REPEATS, rows: nRows, features };
}

function mostImportant(encoders: Transformer['encoders'], impurityOf: ReadonlyMap<string, number>, most: number) {
  const impurity = ({ feature }: Transformer['encoders'][number]) => impurityOf.get(feature.name) ?? 0;
  return encoders.toSorted((a, b) => impurity(b) - impurity(a)).slice(0, most);
}
