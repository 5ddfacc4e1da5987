import type { LogisticRegressionParams } from '@ml-microservices/shared/contracts';
import type { FitNotes, FitOptions, Labels } from '../estimator.js';
import type { Matrix } from '../matrix.js';
import { presentClasses } from '../present-classes.js';
import { checkTraining } from '../shape.js';
import { createTurns } from '../turns.js';
import { type LogisticRegressionModel, nRowsOf } from './model.js';
import { solve } from './solve.js';
import type { Solution } from './solver.js';
import type { Units } from './units.js';

/** Below this many values one thread is done before another has begun. */
const MIN_VALUES_FOR_THREADS = 200_000;
/** One class leaves nothing to solve. */
const NONE = new Float64Array(0);
const NOTHING = { at: NONE, iterations: 0, gradient: 0, units: { factor: NONE, shift: NONE } };

/**
 * Penalised maximum likelihood, as scikit-learn's LogisticRegression: minimises the summed log loss plus
 * ||w||^2 / (2 C), intercepts not penalised, over one vector of log odds for two classes and the softmax of one per
 * class for more. The gradient that `tol` limits is that of the mean loss, for columns in units of their standard
 * deviation. Fully determined by the data: the seed plays no part.
 */
export async function fit(X: Matrix, y: Labels, params: LogisticRegressionParams, options: FitOptions) {
  checkTraining(X, y);
  const { max_iter: maxIter, tol, C } = params;
  const { present, positions } = presentClasses(y);
  const progress = (done: number, metrics = {}) => options.onProgress?.({ done, total: maxIter, ...metrics });
  progress(0);
  options.signal?.throwIfAborted();
  const problem = { X, classes: positions, nClasses: present.length };
  const turn = createTurns(options.signal);
  const solving = {
    penalty: 1 / (C * X.nSamples),
    threads: X.nSamples * X.nFeatures < MIN_VALUES_FOR_THREADS ? 1 : (options.threads ?? 1),
    maxIter,
    tol,
    onIteration: (iteration: number, loss: number) => {
      if (iteration < maxIter) progress(iteration, { metrics: { loss } });
      return turn();
    },
  };
  const { units, ...solution } = present.length < 2 ? NOTHING : await solve(problem, solving);
  progress(maxIter);
  const shape = { nFeatures: X.nFeatures, nClasses: y.nClasses, present };
  return { model: { ...shape, ...inColumnUnits(solution.at, shape, units) }, notes: notesOf(solution, params) };
}

/** From log odds against the first class in the solver's units to coefficients that sum to 0 in the columns' own. */
function inColumnUnits(
  at: Float64Array,
  { nFeatures, present }: Pick<LogisticRegressionModel, 'nFeatures' | 'present'>,
  { factor, shift }: Units,
): Pick<LogisticRegressionModel, 'coef' | 'intercept'> {
  const nRows = nRowsOf(present.length);
  const coef = new Float64Array(nRows * nFeatures);
  const intercept = new Float64Array(nRows);
  const stride = nFeatures + 1;
  const first = nRows > 1 ? 1 : 0;
  for (let row = first; row < nRows; row++) {
    const from = (row - first) * stride;
    intercept[row] = at[from + nFeatures];
    for (let j = 0; j < nFeatures; j++) {
      coef[row * nFeatures + j] = at[from + j] * factor[j];
      intercept[row] -= at[from + j] * shift[j];
    }
  }
  if (nRows > 1) {
    for (let j = 0; j < nFeatures; j++) centreInPlace(coef, j, nFeatures);
    centreInPlace(intercept, 0, 1);
  }
  return { coef, intercept };
}

/** Takes the mean off every `stride`-th value from `first`. */
function centreInPlace(values: Float64Array, first: number, stride: number): void {
  let sum = 0;
  for (let at = first; at < values.length; at += stride) sum += values[at];
  const mean = (sum * stride) / values.length;
  for (let at = first; at < values.length; at += stride) values[at] -= mean;
}

function notesOf({ iterations, gradient }: Solution, { max_iter, tol }: LogisticRegressionParams): FitNotes {
  const solver = { n_iter: iterations, converged: gradient <= tol };
  if (solver.converged) return { solver, warnings: [] };
  const stopped = `stopped after ${iterations} of ${max_iter} iterations before it converged`;
  const message = `Logistic regression ${stopped}: the largest gradient component is ${gradient.toExponential(1)}, tol is ${tol}`;
  const values = { iterations, max_iter, gradient: gradient.toExponential(1), tol };
  return { solver, warnings: [{ code: 'not_converged', values, message }] };
}
