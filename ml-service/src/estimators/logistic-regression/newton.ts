import { largest } from '../vector.js';
import { choleskyInPlace, solveInPlace } from './cholesky.js';
import type { HessianPoint, Objective, Point } from './objective.js';
import { backtrack, type Solution, type SolverOptions } from './solver.js';

/** After a Newton step this small beside the point, what is left of the error is about its square. */
const LAST_STEP = 1e-5;
/** After a step this small the Hessian is the same to so many digits, and the next step, which is the last, takes it over. */
const NEAR_STEP = 1e-3;
/** Of the largest diagonal element, added to all where the Hessian is not positive definite by rounding. */
const [FIRST_DAMPING, MAX_DAMPING] = [1e-14, 1];

/**
 * Newton's method with Cholesky factorisation and backtracking. It goes on below `tol` until the error of the point
 * itself is small, which costs an iteration or two and gives coefficients to about 9 digits.
 */
export async function newton(objective: Objective, start: Float64Array, options: SolverOptions): Promise<Solution> {
  let [point, trial] = [objective.pointWithHessian(), objective.pointWithHessian()];
  const near = objective.point();
  const factor = new Float64Array(point.hessian.length);
  point.at.set(start);
  await objective.evaluate(point);
  let iterations = 0;
  while (iterations < options.maxIter) {
    const step = newtonStep(point, factor);
    iterations++;
    if (finish(point, step, options.tol)) break;
    const isNear = isSmall(step, point, NEAR_STEP);
    if ((await backtrack(objective, point, step, isNear ? near : trial)) === 0) break;
    await options.onIteration(iterations, isNear ? near.value : trial.value);
    if (isNear) {
      const isLast = iterations < options.maxIter && finish(near, solved(factor, near.gradient), options.tol);
      if (isLast) return solutionOf(near, iterations + 1);
      trial.at.set(near.at);
      await objective.evaluate(trial);
    }
    [point, trial] = [trial, point];
  }
  return solutionOf(point, iterations);
}

const solutionOf = ({ at, gradient }: Point, iterations: number): Solution => ({
  at,
  iterations,
  gradient: largest(gradient),
});

const isSmall = (step: Float64Array, { at }: Point, share: number): boolean =>
  largest(step) <= share * Math.max(1, largest(at));

/** Takes a step that is the last; false where it is not. */
function finish(point: Point, step: Float64Array, tol: number): boolean {
  if (largest(point.gradient) > tol || !isSmall(step, point, LAST_STEP)) return false;
  for (let i = 0; i < step.length; i++) point.at[i] += step[i];
  return true;
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
    return solved(factor, gradient);
  }
  throw new RangeError('X must hold finite values');
}

/** The step that the factor of a Hessian makes of a gradient. */
function solved(factor: Float64Array, gradient: Float64Array): Float64Array {
  const step = gradient.map((value) => -value);
  solveInPlace(factor, step);
  return step;
}
