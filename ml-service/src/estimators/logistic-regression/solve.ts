import { compiled } from '../../compiled.js';
import { type Crew, inThreads } from '../in-threads.js';
import { createRandom } from '../random.js';
import { lbfgs } from './lbfgs.js';
import { newton } from './newton.js';
import { Objective } from './objective.js';
import type { Solution, SolverOptions } from './solver.js';
import { BLOCKS, createTask, type LogisticTask, type Problem, parametersOf, UNITS } from './task.js';
import type { Units } from './units.js';
import { workOn } from './work.js';

const WORKER = compiled('estimators/logistic-regression/worker');
/** Newton's iterations may cost this many multiplications, and from zeros, where more of them are needed, this many. */
const [NEWTON_COST, NEWTON_COST_FROM_ZEROS] = [5e8, 2e7];
const NEWTON_PARAMETERS = 1500;
/** A sample of the rows gives Newton a start that is near the optimum, for a fraction of the cost of an iteration. */
const [SAMPLE_STRIDE, MIN_SAMPLE] = [16, 2000];

interface SolveOptions extends SolverOptions {
  /** The penalty's factor beside the mean loss: 1 / (C x number of samples). */
  readonly penalty: number;
  readonly threads: number;
}

/** The optimum, and the units that it is in; there are two classes or more. */
export async function solve(problem: Problem, options: SolveOptions): Promise<Solution & { readonly units: Units }> {
  const { nSamples, nFeatures } = problem.X;
  const withHessian = suitsNewton(nSamples, parametersOf(nFeatures, problem.nClasses));
  const task = createTask(problem, withHessian, options.threads);
  return inThreads(crewOf(task), async (run) => {
    await run(UNITS, nFeatures);
    await run(BLOCKS, task.nShards);
    const objective = new Objective(task, options.penalty, run);
    const solution = withHessian
      ? await solveByNewton(objective, task, options)
      : await lbfgs(objective, new Float64Array(objective.nParameters), options);
    return { ...solution, units: task.units };
  });
}

const crewOf = (task: LogisticTask): Crew<LogisticTask> => ({ url: WORKER, task, workOn });

const newtonCost = (nSamples: number, nParameters: number) => nParameters ** 2 * (nSamples / 2 + nParameters / 3);

export const suitsNewton = (nSamples: number, nParameters: number): boolean =>
  nParameters <= NEWTON_PARAMETERS && newtonCost(nSamples, nParameters) <= NEWTON_COST;

async function solveByNewton(objective: Objective, task: LogisticTask, options: SolveOptions): Promise<Solution> {
  const { nParameters } = objective;
  const zeros = new Float64Array(nParameters);
  const sampled = await sampleOptimum(task, options);
  if (sampled || newtonCost(task.X.nSamples, nParameters) <= NEWTON_COST_FROM_ZEROS) {
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

/** The optimum for one row in 16, in the units of all, or null where that are too few rows or not all classes. */
async function sampleOptimum(all: LogisticTask, options: SolveOptions): Promise<Float64Array | null> {
  const { X, nClasses, units } = all;
  const nSamples = Math.floor(X.nSamples / SAMPLE_STRIDE);
  const nParameters = parametersOf(X.nFeatures, nClasses);
  if (nSamples < Math.max(MIN_SAMPLE, 10 * nParameters)) return null;
  const random = createRandom(0);
  const rows = Int32Array.from({ length: nSamples }, (_, i) => i * SAMPLE_STRIDE + random.below(SAMPLE_STRIDE));
  const classes = rows.map((row) => all.classes[row]);
  if (new Set(classes).size < nClasses) return null;
  const values = new Float64Array(nSamples * X.nFeatures);
  for (let j = 0; j < X.nFeatures; j++) {
    for (let i = 0; i < nSamples; i++) values[j * nSamples + i] = X.values[j * X.nSamples + rows[i]];
  }
  const sample = { X: { nSamples, nFeatures: X.nFeatures, values }, classes, nClasses };
  const task = { ...createTask(sample, true, 1), units };
  const { at } = await inThreads(crewOf(task), async (run) => {
    await run(BLOCKS, task.nShards);
    const objective = new Objective(task, options.penalty, run);
    return newton(objective, new Float64Array(nParameters), { ...options, onIteration: () => undefined });
  });
  return at;
}
