import { choleskyInPlace, solveInPlace } from './cholesky.js';
import type { HessianPoint, Objective } from './objective.js';
import { backtrack, largest, type Solution, type SolverOptions } from './solver.js';

/** After a Newton step this small beside the point, what is left of the error is about its square. */
const LAST_STEP = 1e-5;
/** Of the largest diagonal element, added to all where the Hessian is not positive definite by rounding. */
const [FIRST_DAMPING, MAX_DAMPING] = [1e-14, 1];

/**
 * Newton's method with Cholesky factorisation and backtracking. It goes on below `tol` until the error of the point
 * itself is small, which costs an iteration or two and gives coefficients to about 10 digits.
 */
export async function newton(objective: Objective, start: Float64Array, options: SolverOptions): Promise<Solution> {
  let [point, trial] = [objective.pointWithHessian(), objective.pointWithHessian()];
  const factor = new Float64Array(point.hessian.length);
  point.at.set(start);
  objective.evaluate(point);
  let iterations = 0;
  while (iterations < options.maxIter) {
    const step = newtonStep(point, factor);
    const isLast =
      largest(point.gradient) <= options.tol && largest(step) <= LAST_STEP * Math.max(1, largest(point.at));
    iterations++;
    if (isLast) {
      for (let i = 0; i < step.length; i++) point.at[i] += step[i];
      break;
    }
    const t = backtrack(objective, point, step, trial);
    if (t === 0) break;
    [point, trial] = [trial, point];
    await options.onIteration(iterations, point.value);
  }
  return { at: point.at, iterations, gradient: largest(point.gradient) };
}

/** The step to the minimum of the quadratic model; `factor` is scratch memory of the Hessian's size. */
function newtonStep({ gradient, hessian }: HessianPoint, factor: Float64Array): Float64Array {
  const order = gradient.length;
  let scale = 0;
  for (let i = 0; i < order; i++) scale = Math.max(scale, hessian[i * order + i]);
  for (let damping = 0; damping <= MAX_DAMPING; damping = damping === 0 ? FIRST_DAMPING : damping * 100) {
    factor.set(hessian);
    for (let i = 0; i < order; i++) factor[i * order + i] += damping * (scale || 1);
    if (!choleskyInPlace(factor, order)) continue;
    const step = gradient.map((value) => -value);
    solveInPlace(factor, step);
    return step;
  }
  throw new RangeError('X must hold finite values');
}
