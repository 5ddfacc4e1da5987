import { dot } from '../vector.js';
import type { Objective, Point } from './objective.js';

export interface SolverOptions {
  readonly maxIter: number;
  readonly tol: number;
  /** Called after each iteration with the number of them and the objective; a solver awaits the answer. */
  readonly onIteration: (iteration: number, value: number) => Promise<void> | undefined;
}

export interface Solution {
  readonly at: Float64Array;
  readonly iterations: number;
  /** Largest component of the gradient where the solver stopped. */
  readonly gradient: number;
}

/** Rounding in a sum of many losses: a rise of the objective within this share of it is none. */
const ROUNDING = 1e-14;
const SUFFICIENT = 1e-4;
const MAX_HALVINGS = 40;

/**
 * Evaluates `trial` at `from + t x step` for t = 1, 1/2, 1/4, ... until the objective falls by a fair share of what the
 * slope promises (Armijo). Answers t, or 0 where rounding hides any fall.
 */
export async function backtrack(objective: Objective, from: Point, step: Float64Array, trial: Point): Promise<number> {
  const slope = dot(from.gradient, step);
  let t = 1;
  for (let halvings = 0; halvings < MAX_HALVINGS; halvings++, t /= 2) {
    for (let i = 0; i < step.length; i++) trial.at[i] = from.at[i] + t * step[i];
    await objective.evaluate(trial);
    if (trial.value <= from.value + SUFFICIENT * t * slope + ROUNDING * Math.abs(from.value)) return t;
  }
  return 0;
}
