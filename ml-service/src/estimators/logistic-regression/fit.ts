import type { LogisticRegressionParams } from '@ml-microservices/shared/contracts';
import type { FitNotes, FitOptions, Labels } from '../estimator.js';
import type { Matrix } from '../matrix.js';
import { presentClasses } from '../present-classes.js';
import { createRandom } from '../random.js';
import { checkTraining } from '../shape.js';
import { createTurns } from '../turns.js';
import { lbfgs } from './lbfgs.js';
import { type LogisticRegressionModel, nRowsOf } from './model.js';
import { newton } from './newton.js';
import { Objective, type Problem } from './objective.js';
import type { Solution, SolverOptions } from './solver.js';
import { type Units, unitsOf } from './units.js';

/** Newton's iterations may cost this many multiplications, and from zeros, where more of them are needed, this many. */
const [NEWTON_COST, NEWTON_COST_FROM_ZEROS] = [5e8, 2e7];
const NEWTON_PARAMETERS = 1500;
/** A sample of the rows gives Newton a start that is near the optimum, for a fraction of the cost of an iteration. */
const [SAMPLE_STRIDE, MIN_SAMPLE] = [16, 2000];

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
  const progress = (done: number, metrics = {}) =>
    options.onProgress?.({ done, total: maxIter, stage: 'fit', ...metrics });
  progress(0);
  options.signal?.throwIfAborted();
  const units = unitsOf(X);
  const problem = { X, classes: positions, nClasses: present.length, units, penalty: 1 / (C * X.nSamples) };
  const turn = createTurns(options.signal);
  const solution = await solve(problem, {
    maxIter,
    tol,
    onIteration: (iteration, loss) => {
      if (iteration < maxIter) progress(iteration, { metrics: { loss } });
      return turn();
    },
  });
  progress(maxIter);
  const shape = { nFeatures: X.nFeatures, nClasses: y.nClasses, present };
  return { model: { ...shape, ...inColumnUnits(solution.at, shape, units) }, notes: notesOf(solution, params) };
}

/** One class leaves nothing to solve. */
async function solve(problem: Problem, options: SolverOptions): Promise<Solution> {
  const { X, nClasses } = problem;
  if (nClasses < 2) return { at: new Float64Array(0), iterations: 0, gradient: 0 };
  const objective = new Objective(problem);
  const { nParameters } = objective;
  const zeros = new Float64Array(nParameters);
  if (!suitsNewton(X.nSamples, nParameters)) return lbfgs(objective, zeros, options);
  const sampled = await sampleOptimum(problem, options);
  if (sampled || newtonCost(X.nSamples, nParameters) <= NEWTON_COST_FROM_ZEROS) {
    return newton(objective, sampled ?? zeros, options);
  }
  const near = await lbfgs(objective, zeros, { ...options, gradient: options.tol });
  const left = await newton(objective, near.at, {
    ...options,
    maxIter: options.maxIter - near.iterations,
    onIteration: (iteration, loss) => options.onIteration(near.iterations + iteration, loss),
  });
  return { ...left, iterations: near.iterations + left.iterations };
}

const newtonCost = (nSamples: number, nParameters: number) => nParameters ** 2 * (nSamples / 2 + nParameters / 3);

export const suitsNewton = (nSamples: number, nParameters: number): boolean =>
  nParameters <= NEWTON_PARAMETERS && newtonCost(nSamples, nParameters) <= NEWTON_COST;

/** The optimum for one row in 16, or null where that are too few rows or not all classes. */
async function sampleOptimum(problem: Problem, options: SolverOptions): Promise<Float64Array | null> {
  const { X, classes, nClasses } = problem;
  const nSamples = Math.floor(X.nSamples / SAMPLE_STRIDE);
  const nParameters = (nClasses - 1) * (X.nFeatures + 1);
  if (nSamples < Math.max(MIN_SAMPLE, 10 * nParameters)) return null;
  const random = createRandom(0);
  const rows = Int32Array.from({ length: nSamples }, (_, i) => i * SAMPLE_STRIDE + random.below(SAMPLE_STRIDE));
  const sampled = rows.map((row) => classes[row]);
  if (new Set(sampled).size < nClasses) return null;
  const values = new Float64Array(nSamples * X.nFeatures);
  for (let j = 0; j < X.nFeatures; j++) {
    for (let i = 0; i < nSamples; i++) values[j * nSamples + i] = X.values[j * X.nSamples + rows[i]];
  }
  const sample = { ...problem, X: { nSamples, nFeatures: X.nFeatures, values }, classes: sampled };
  const zeros = new Float64Array(nParameters);
  const { at } = await newton(new Objective(sample), zeros, { ...options, onIteration: () => undefined });
  return at;
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
  const converged = gradient <= tol;
  if (converged) return { iterations, converged, warnings: [] };
  const stopped = `stopped after ${iterations} of ${max_iter} iterations before it converged`;
  const message = `Logistic regression ${stopped}: the largest gradient component is ${gradient.toExponential(1)}, tol is ${tol}`;
  const values = { iterations, max_iter, gradient: gradient.toExponential(1), tol };
  return { iterations, converged, warnings: [{ code: 'not_converged', values, message }] };
}
