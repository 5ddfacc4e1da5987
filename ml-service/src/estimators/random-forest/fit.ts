import type { RandomForestParams } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import { compiled } from '../../compiled.js';
import type { FitNotes, FitOptions, Labels } from '../estimator.js';
import type { Matrix } from '../matrix.js';
import { checkTraining } from '../shape.js';
import { sharedIntegers } from '../shared-memory.js';
import { runInThread } from '../threads.js';
import { binFeatures } from '../tree/bins.js';
import { createTurns } from '../turns.js';
import { featuresOf } from './features.js';
import { joinTrees } from './model.js';
import { DONE, type ForestTask, type GrownTree, STOP, workOn } from './task.js';

const WORKER = compiled('estimators/random-forest/worker');
/** Below this many samples over all trees one thread is done before another has begun. */
const MIN_SAMPLES_FOR_THREADS = 20_000;

/**
 * Breiman's forest (2001) with scikit-learn's semantics: each tree grows on a bootstrap of the rows. Cost about
 * O(n_estimators x max_features x nSamples x depth). The same seed gives the same trees on any number of threads.
 */
export async function fit(X: Matrix, y: Labels, params: RandomForestParams, options: FitOptions) {
  checkTraining(X, y);
  const { n_estimators: nEstimators } = params;
  const task = createTask(X, y, params, options.seed);
  const isSmall = X.nSamples * nEstimators < MIN_SAMPLES_FOR_THREADS;
  const threads = isSmall ? 1 : Math.min(options.threads ?? 1, nEstimators);
  // In the order of the trees, not that in which threads grew them.
  const grown = (await growInThreads(task, y, threads, options)).sort((a, b) => a.index - b.index);
  report(task, y, options);
  const trees = grown.map(({ tree }) => tree);
  return { model: joinTrees(trees, X.nFeatures, y.nClasses), notes: notesOf(task, grown, options) };
}

/** Resolves once every thread has stopped; an abort stops each at its next tree. */
async function growInThreads(task: ForestTask, y: Labels, threads: number, options: FitOptions): Promise<GrownTree[]> {
  const stop = () => Atomics.store(task.counters, STOP, 1);
  const others = Array.from({ length: threads - 1 }, () => runInThread<GrownTree[]>(WORKER, task));
  const all = Promise.all(others);
  // A thread that fails, as for want of memory, stops the others; the failure is thrown where `all` is awaited.
  all.catch(stop);
  try {
    const own = await growHere(task, y, options);
    const grown = [own, ...(await all)].flat();
    options.signal?.throwIfAborted();
    return grown;
  } finally {
    stop();
    await Promise.allSettled(others);
  }
}

function createTask(X: Matrix, y: Labels, params: RandomForestParams, seed: number): ForestTask {
  const { nSamples, nFeatures } = X;
  return {
    data: { bins: binFeatures(X), nSamples, nFeatures, codes: shared(y.codes), nClasses: y.nClasses },
    options: {
      maxDepth: params.max_depth ?? Number.POSITIVE_INFINITY,
      maxFeatures: featuresOf(params.max_features, nFeatures),
      minSamplesSplit: params.min_samples_split,
      minSamplesLeaf: params.min_samples_leaf,
    },
    nEstimators: params.n_estimators,
    seed,
    counters: sharedIntegers(3),
    oobSums: sharedIntegers(nSamples * y.nClasses),
  };
}

/** The array itself if threads can read it, else a copy that they can. */
function shared(values: Int32Array): Int32Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const copy = sharedIntegers(values.length);
  copy.set(values);
  return copy;
}

/** Grows trees in this thread until none is left. */
async function growHere(task: ForestTask, y: Labels, options: FitOptions): Promise<GrownTree[]> {
  const grown: GrownTree[] = [];
  const turn = createTurns(options.signal);
  report(task, y, options);
  await turn();
  const growNext = workOn(task);
  for (let next = growNext(); next; next = growNext()) {
    grown.push(next);
    const pause = turn();
    if (!pause) continue;
    report(task, y, options);
    await pause;
  }
  return grown;
}

function report(task: ForestTask, y: Labels, { onProgress, alone }: FitOptions): void {
  if (!onProgress) return;
  const done = Atomics.load(task.counters, DONE);
  const error = done > 0 ? oobError(task, y, alone) : Number.NaN;
  const metrics = Number.isNaN(error) ? {} : { metrics: { oob_error: error } };
  onProgress({ done, total: task.nEstimators, ...metrics });
}

/** Share of the rows out of some bag that the trees which did not see them get wrong; ties to the lowest class. */
function oobError(
  { data: { nSamples, nClasses }, oobSums }: ForestTask,
  y: Labels,
  alone: FitOptions['alone'],
): number {
  let judged = 0;
  let wrong = 0;
  for (let row = 0; row < nSamples; row++) {
    if (alone?.[row] === 0) continue;
    let best = 0;
    let most = 0;
    for (let c = 0; c < nClasses; c++) {
      const sum = oobSums[row * nClasses + c];
      if (sum > most) {
        most = sum;
        best = c;
      }
    }
    if (most === 0) continue;
    judged++;
    if (best !== y.codes[row]) wrong++;
  }
  return wrong / judged;
}

function notesOf({ data, oobSums }: ForestTask, grown: readonly GrownTree[], { alone }: FitOptions): FitNotes {
  const importances = new Float64Array(data.nFeatures);
  for (const tree of grown) for (let j = 0; j < importances.length; j++) importances[j] += tree.importances[j];
  const total = sum(importances);
  if (total > 0) for (let j = 0; j < importances.length; j++) importances[j] /= total;
  const { nSamples, nClasses } = data;
  const oobProbabilities = new Float64Array(nSamples * nClasses);
  for (let row = 0; row < nSamples; row++) {
    const at = row * nClasses;
    let total = 0;
    if (alone?.[row] !== 0) for (let c = 0; c < nClasses; c++) total += oobSums[at + c];
    for (let c = 0; c < nClasses; c++) oobProbabilities[at + c] = total > 0 ? oobSums[at + c] / total : Number.NaN;
  }
  return { importances, oobProbabilities, warnings: [] };
}
