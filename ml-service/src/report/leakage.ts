import type { EvaluationData, Leakage } from '@ml-microservices/shared/contracts';
import { createRandom, shuffleInPlace } from '../estimators/random.js';
import { evenly } from '../evaluation/evenly.js';
import { areaAgainstChance, CHANCE } from '../evaluation/intervals/permutation.js';
import { NO_CLASS } from '../tabular/classes.js';
import type { Subject } from './subject.js';

/** Training rows of the control, fewer where they are wide; the packages of the other engine are slow. */
const MOST_ROWS = { native: 2_000, mljs: 500 } as const;
const FEWEST_ROWS = 200;
const MAX_VALUES = 2_000_000;
const RESAMPLES = 500;

export interface ControlOptions {
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly threads: number;
}

/** Why the figures are of rows that the model had not seen, with a control that would show it if they were not. */
export async function leakageOf(subject: Subject, data: EvaluationData, options: ControlOptions): Promise<Leakage> {
  const { train, test } = subject;
  const learned = new Set(train.rows);
  const apart = train.table !== test.table;
  const sharedRows = apart ? 0 : test.rows.filter((row) => learned.has(row)).length;
  const names = { train: 'training rows', test: 'test rows', all: 'all rows' };
  return {
    test_rows_unseen: sharedRows === 0 && data.duplicates.shared === 0,
    shared_duplicates: data.duplicates.shared,
    fitted: data.learned.map(({ what, on, rows }) => ({ what, rows: names[on], n: rows })),
    shuffled_labels: await shuffledControl(subject, options),
  };
}

/**
 * The same fit on classes that are shuffled among the training rows, judged on classes shuffled among the test rows, so
 * that rows and classes have nothing to do with each other. Only a row of both sides keeps the class that it was learned
 * with: an area beyond chance means that rows were judged that the fit had seen. Each side is shuffled by itself, which
 * keeps its balance; shuffled over both, a class that is rarer on one side would be more frequent on the other.
 */
async function shuffledControl(subject: Subject, options: ControlOptions): Promise<Leakage['shuffled_labels']> {
  const { fitted, estimator, train, test, judged } = subject;
  const { engine, hyperparameters, seed } = fitted.header;
  const nClasses = fitted.classes.length;
  const random = createRandom(options.seed, 4);
  const [learned, truth] = [train.codes.slice(), test.codes.slice()];
  shuffleInPlace(learned, random);
  shuffleInPlace(truth, random);
  keepLearned(truth, learned, subject);
  const narrow = Math.max(FEWEST_ROWS, Math.floor(MAX_VALUES / train.X.nFeatures));
  const { X, codes } = evenly({ X: train.X, codes: learned }, Math.min(MOST_ROWS[engine], narrow));
  const { signal, threads } = options;
  const { model } = await estimator.fit(X, { codes, nClasses }, hyperparameters, { seed, signal, threads });
  const control = { ...judged, truth, probabilities: estimator.predictProba(model, test.X) };
  const estimate = await areaAgainstChance(control, { resamples: RESAMPLES, seed: options.seed, signal });
  const { lo, hi } = estimate;
  if (lo === null || hi === null) return null;
  return { roc_auc: estimate, covers_chance: lo <= CHANCE && hi >= CHANCE, rows: X.nSamples };
}

/** Gives the test rows that are training rows as well, not only equal to one, the classes that these have. */
function keepLearned(truth: Int32Array, learned: Int32Array, { fitted: { header }, train, test }: Subject): void {
  if (train.table !== test.table && header.dataset_sha256 !== header.test_dataset_sha256) return;
  const codeOf = new Int32Array(train.table.nRows).fill(NO_CLASS);
  train.rows.forEach((row, i) => {
    codeOf[row] = learned[i];
  });
  test.rows.forEach((row, i) => {
    if (codeOf[row] !== NO_CLASS) truth[i] = codeOf[row];
  });
}
