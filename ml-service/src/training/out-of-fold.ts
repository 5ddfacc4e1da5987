import { estimatorOf } from '../estimators/registry.js';
import { predictInBlocks } from '../evaluation/predict-blocks.js';
import { strataOf } from '../tabular/classes.js';
import { groupEqualRows } from '../tabular/duplicate-rows.js';
import { stratifiedFolds } from '../tabular/folds.js';
import { fitPreprocessing } from '../tabular/preparation.js';
import type { FitContext } from './fit.js';
import { toMatrices } from './matrices.js';
import type { Prepared } from './prepare.js';
import { said } from './said.js';

/** Scores of the training rows of one fold by a fit to all others. */
export interface FoldScores {
  /** Both from 0. */
  readonly repeat: number;
  readonly fold: number;
  readonly nTrain: number;
  /** Places among the training rows. */
  readonly places: Int32Array;
  readonly truth: Int32Array;
  /** One row a place, nClasses values each. */
  readonly probabilities: Float64Array;
}

export interface Folding {
  readonly folds: number;
  readonly repeats: number;
}

/**
 * Scores every training row by a fit that has not seen it: medians, codes and scales are learned in each fold anew, on
 * its training part alone. Which columns are features was decided before, without looking at the target.
 */
export async function* outOfFold(
  prepared: Prepared,
  { folds, repeats }: Folding,
  { job, options, reporter }: FitContext,
): AsyncGenerator<FoldScores> {
  const { train, classes } = prepared;
  const { seed } = job.request;
  const { groupOf } = groupEqualRows(train.table);
  const groups = train.rows.map((row) => groupOf[row]);
  const input = { rows: train.rows, classes: strataOf(train.codes, classes), nClasses: classes.length, groups };
  const total = folds * repeats;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const foldOf = stratifiedFolds(input, { folds, seed, repeat });
    for (let fold = 0; fold < folds; fold++) {
      const done = repeat * folds + fold;
      const tell = (share: number) =>
        reporter.report('cross_validate', (done + share) / total, said.foldsDone(done, total));
      tell(0);
      const places = Int32Array.from(foldOf.keys()).filter((i) => foldOf[i] === fold);
      const others = Int32Array.from(foldOf.keys()).filter((i) => foldOf[i] !== fold);
      if (places.length === 0 || others.length === 0) continue;
      const probabilities = await scoreFold(prepared, { places, others }, { job, options, tell });
      yield { repeat, fold, nTrain: others.length, places, truth: places.map((i) => train.codes[i]), probabilities };
    }
  }
  reporter.report('cross_validate', 1, said.foldsDone(total, total));
}

interface FoldParts {
  readonly places: Int32Array;
  readonly others: Int32Array;
}

async function scoreFold(
  { train, classes, spec }: Prepared,
  { places, others }: FoldParts,
  { job, options, tell }: Pick<FitContext, 'job' | 'options'> & { readonly tell: (share: number) => void },
): Promise<Float64Array> {
  const { model_type, engine, hyperparameters, seed } = job.request;
  const estimator = estimatorOf(model_type, engine);
  const part = (at: Int32Array) => ({
    table: train.table,
    rows: at.map((i) => train.rows[i]),
    codes: at.map((i) => train.codes[i]),
  });
  const parts = { train: part(others), test: part(places) };
  const preprocessing = fitPreprocessing(train.table, parts.train.rows, spec);
  const { train: learned, test } = toMatrices({ preprocessing, ...parts }, estimator.preparation.scale);
  const { model } = await estimator.fit(
    learned.X,
    { codes: learned.codes, nClasses: classes.length },
    hyperparameters,
    {
      seed,
      threads: options.threads,
      signal: options.signal,
      onProgress: ({ done, total }) => tell(done / total),
    },
  );
  return predictInBlocks(
    (X) => estimator.predictProba(model, X),
    test.X,
    classes.length,
    () => options.signal.throwIfAborted(),
  );
}
