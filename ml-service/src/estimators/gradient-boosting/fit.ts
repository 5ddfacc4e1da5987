import type { GradientBoostingParams } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import { compiled } from '../../compiled.js';
import type { FitNotes, FitOptions, Labels } from '../estimator.js';
import { inThreads } from '../in-threads.js';
import type { Matrix } from '../matrix.js';
import { presentClasses } from '../present-classes.js';
import { checkTraining } from '../shape.js';
import { createTurns } from '../turns.js';
import { createTask } from './create-task.js';
import { type GradientBoostingModel, joinTrees, type TreeArrays } from './model.js';
import { baselineOf } from './probabilities.js';
import { Rounds } from './rounds.js';
import { type Held, holdBack, Validation } from './validation.js';
import { workOn } from './work.js';

const WORKER = compiled('estimators/gradient-boosting/worker');
/** Below this many values one thread is done before another has begun. */
const MIN_VALUES_FOR_THREADS = 100_000;

/**
 * Friedman's gradient boosting (2001) with second-order gains over histograms and scikit-learn's semantics, those of
 * HistGradientBoostingClassifier without a limit of leaves. Cost O(n_estimators x nFeatures x nSamples x depth). The
 * same data and parameters give the same trees on any number of threads.
 */
export async function fit(X: Matrix, y: Labels, params: GradientBoostingParams, options: FitOptions) {
  checkTraining(X, y);
  const { present, positions } = presentClasses(y);
  const all = { X, positions };
  const split =
    params.early_stopping && present.length > 1
      ? holdBack(all, present.length, params.validation_fraction, options.seed)
      : { train: all, held: null };
  const baseline = baselineOf(split.train.positions, present.length);
  const { trees, importances } = await boost(split, baseline, params, options);
  const model: GradientBoostingModel = {
    nFeatures: X.nFeatures,
    nClasses: y.nClasses,
    present,
    baseline,
    ...joinTrees(trees),
  };
  const notes: FitNotes = { importances: sharesOf(importances), warnings: [] };
  return { model, notes };
}

interface Data {
  readonly train: Held;
  readonly held: Held | null;
}

interface Boosted {
  readonly trees: readonly TreeArrays[];
  /** Sums of gains by feature. */
  readonly importances: Float64Array;
}

/** Resolves once every thread has stopped. */
async function boost(
  { train, held }: Data,
  baseline: Float64Array,
  params: GradientBoostingParams,
  options: FitOptions,
): Promise<Boosted> {
  const { X } = train;
  const total = params.n_estimators;
  const turn = createTurns(options.signal);
  options.onProgress?.({ done: 0, total });
  await turn();
  const threads = X.nSamples * X.nFeatures < MIN_VALUES_FOR_THREADS ? 1 : (options.threads ?? 1);
  const prepared = createTask(train, baseline, params, threads);
  const validation = held && held.X.nSamples > 0 ? new Validation(held, baseline, params.n_iter_no_change) : null;
  const importances = new Float64Array(X.nFeatures);
  const trees: TreeArrays[] = [];
  await inThreads({ url: WORKER, task: prepared.task, workOn }, async (run) => {
    const rounds = new Rounds(prepared, run, {
      maxDepth: params.max_depth ?? Number.POSITIVE_INFINITY,
      learningRate: params.learning_rate,
      importances,
    });
    const report = (done: number) => {
      const metrics = { loss: rounds.loss(), ...(validation && { validation_loss: validation.loss }) };
      options.onProgress?.({ done, total, metrics });
    };
    for (let done = 0; done < total && baseline.length > 0; done++) {
      const grown = await rounds.next();
      trees.push(...grown);
      if (validation?.hasStopped(grown)) break;
      const pause = turn();
      if (!pause) continue;
      report(done + 1);
      await pause;
    }
    report(total);
  });
  return { trees, importances };
}

function sharesOf(gains: Float64Array): Float64Array {
  const total = sum(gains);
  return total > 0 ? gains.map((gain) => gain / total) : gains;
}
