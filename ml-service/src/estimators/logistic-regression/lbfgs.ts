import { dot, largest } from '../vector.js';
import type { Objective, Point } from './objective.js';
import { backtrack, type Solution, type SolverOptions } from './solver.js';

/** Steps whose curvature is remembered. */
const MEMORY = 10;
/** The solver goes on to this gradient, so that the coefficients themselves are accurate, not only the loss. */
const ACCURATE = 1e-9;

interface Correction {
  readonly step: Float64Array;
  readonly change: Float64Array;
  /** 1 / (step' change). */
  readonly rho: number;
}

/**
 * Limited-memory BFGS (Nocedal, 1980), scaled by the objective's curvature, with backtracking; stops at `gradient`,
 * by default where the coefficients are accurate.
 */
export async function lbfgs(
  objective: Objective,
  start: Float64Array,
  { gradient = ACCURATE, ...options }: SolverOptions & { readonly gradient?: number },
): Promise<Solution> {
  const curvature = objective.curvature();
  let [point, trial] = [objective.point(), objective.point()];
  point.at.set(start);
  await objective.evaluate(point);
  const memory: Correction[] = [];
  let iterations = 0;
  while (iterations < options.maxIter && largest(point.gradient) > Math.min(options.tol, gradient)) {
    const direction = directionOf(point.gradient, memory, curvature);
    const t = await backtrack(objective, point, direction, trial);
    if (t === 0 && memory.length === 0) break;
    iterations++;
    // Where rounding spoiled the remembered curvature, the next step is plain steepest descent.
    if (t === 0) memory.length = 0;
    else {
      remember(memory, point, trial);
      [point, trial] = [trial, point];
    }
    await options.onIteration(iterations, point.value);
  }
  return { at: point.at, iterations, gradient: largest(point.gradient) };
}

/** Two-loop recursion: minus the approximate inverse Hessian times the gradient. */
function directionOf(gradient: Float64Array, memory: readonly Correction[], curvature: Float64Array): Float64Array {
  const direction = gradient.map((value) => -value);
  const alphas: number[] = [];
  for (const { step, change, rho } of memory.toReversed()) {
    const alpha = rho * dot(step, direction);
    alphas.push(alpha);
    add(direction, -alpha, change);
  }
  const scale = scaleOf(memory.at(-1), curvature);
  for (let i = 0; i < direction.length; i++) direction[i] *= scale / curvature[i];
  for (const { step, change, rho } of memory) {
    const beta = rho * dot(change, direction);
    add(direction, (alphas.pop() ?? 0) - beta, step);
  }
  return direction;
}

/** Makes the initial curvature agree with that of the last step. */
function scaleOf(last: Correction | undefined, curvature: Float64Array): number {
  if (!last) return 1;
  let sum = 0;
  for (let i = 0; i < curvature.length; i++) sum += last.change[i] ** 2 / curvature[i];
  return 1 / (last.rho * sum);
}

function remember(memory: Correction[], from: Point, to: Point): void {
  const step = to.at.map((value, i) => value - from.at[i]);
  const change = to.gradient.map((value, i) => value - from.gradient[i]);
  const product = dot(step, change);
  // Rounding alone can make it 0 or less, as the objective is strictly convex.
  if (!(product > 0)) return;
  memory.push({ step, change, rho: 1 / product });
  if (memory.length > MEMORY) memory.shift();
}

function add(to: Float64Array, factor: number, values: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] += factor * values[i];
}
