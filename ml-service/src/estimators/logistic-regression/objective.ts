import type { Matrix } from '../matrix.js';
import { gradientOf, hessianOf, logitsOf, lossInPlace } from './block.js';
import type { Units } from './units.js';

export interface Problem {
  readonly X: Matrix;
  /** Class of each sample, from 0 to nClasses - 1, each with a sample; nClasses is at least 2. */
  readonly classes: Int32Array;
  readonly nClasses: number;
  readonly units: Units;
  /** The penalty's factor beside the mean loss: 1 / (C x number of samples). */
  readonly penalty: number;
}

/** A point with the objective's value and gradient there. */
export interface Point {
  value: number;
  readonly at: Float64Array;
  readonly gradient: Float64Array;
  /** Lower triangle, row-major. */
  readonly hessian?: Float64Array;
}

export type HessianPoint = Required<Point>;

/** Values of a block that fit into the processor's cache, within limits that keep its loops long. */
const [BLOCK_VALUES, MIN_BLOCK, MAX_BLOCK] = [2 ** 15, 128, 1024];

/**
 * Mean log loss plus penalty / 2 times the sum of the squared coefficients, over the log odds of every class against
 * the first. A point holds for each class but the first nFeatures coefficients and an intercept, in the solver's
 * units. For 3 and more classes the penalty is that of the coefficients which sum to 0 over the classes
 * (w_k = u_k - mean u, u_0 = 0), which is scikit-learn's; for two it is that of the log odds alone, as there.
 */
export class Objective {
  readonly nParameters: number;
  readonly #problem: Problem;
  readonly #coupling: number;
  readonly #blockSize: number;
  /** X in the solver's units and a column of ones, by blocks of samples, each column-major. */
  readonly #blocks: Float64Array;
  readonly #scores: Float64Array;
  readonly #scratch: Float64Array;

  constructor(problem: Problem) {
    const { X, nClasses } = problem;
    this.#problem = problem;
    this.nParameters = (nClasses - 1) * (X.nFeatures + 1);
    this.#coupling = nClasses > 2 ? 1 / nClasses : 0;
    const fitting = Math.floor(BLOCK_VALUES / (X.nFeatures + 1));
    this.#blockSize = Math.min(X.nSamples, Math.max(MIN_BLOCK, Math.min(MAX_BLOCK, fitting)));
    this.#blocks = inBlocks(problem, this.#blockSize);
    this.#scores = new Float64Array(this.#blockSize * (nClasses - 1));
    this.#scratch = new Float64Array(3 * this.#blockSize);
  }

  point(): Point {
    const n = this.nParameters;
    return { value: Number.NaN, at: new Float64Array(n), gradient: new Float64Array(n) };
  }

  pointWithHessian(): HessianPoint {
    return { ...this.point(), hessian: new Float64Array(this.nParameters ** 2) };
  }

  /** Works out value, gradient and Hessian where `point.at` is. Cost per sample: nParameters, squared with a Hessian. */
  evaluate(point: Point): void {
    const { X } = this.#problem;
    point.gradient.fill(0);
    point.hessian?.fill(0);
    let loss = 0;
    for (let first = 0; first < X.nSamples; first += this.#blockSize) {
      loss += this.#addBlock(point, first, Math.min(this.#blockSize, X.nSamples - first));
    }
    point.value = loss / X.nSamples;
    for (let i = 0; i < point.gradient.length; i++) point.gradient[i] /= X.nSamples;
    if (point.hessian) for (let i = 0; i < point.hessian.length; i++) point.hessian[i] /= X.nSamples;
    this.#addPenalty(point);
  }

  /** Curvature of each parameter at probabilities that are all the same; the scale for a solver without a Hessian. */
  curvature(): Float64Array {
    const { units, penalty, nClasses, X } = this.#problem;
    const share = 1 / nClasses;
    return Float64Array.from({ length: this.nParameters }, (_, i) => {
      const j = i % (X.nFeatures + 1);
      const square = j < X.nFeatures ? units.factor[j] ** 2 : 0;
      return share * (1 - share) + penalty * (1 - this.#coupling) * square;
    });
  }

  #addBlock(point: Point, first: number, size: number): number {
    const { classes, nClasses, X } = this.#problem;
    const nColumns = X.nFeatures + 1;
    const columns = this.#blocks.subarray(first * nColumns, (first + size) * nColumns);
    const block = { columns, size, nColumns, scores: this.#scores, nClasses };
    logitsOf(block, point.at);
    const loss = lossInPlace(block, classes.subarray(first, first + size));
    if (point.hessian) hessianOf(block, this.#scratch, point.hessian);
    gradientOf(block, classes.subarray(first, first + size), point.gradient);
    return loss;
  }

  #addPenalty(point: Point): void {
    const { X, units, penalty } = this.#problem;
    const stride = X.nFeatures + 1;
    const n = this.nParameters;
    for (let j = 0; j < X.nFeatures; j++) {
      const strength = penalty * units.factor[j] ** 2;
      let sum = 0;
      for (let at = j; at < n; at += stride) sum += point.at[at];
      for (let at = j; at < n; at += stride) {
        const pull = strength * (point.at[at] - this.#coupling * sum);
        point.value += (pull * point.at[at]) / 2;
        point.gradient[at] += pull;
        if (!point.hessian) continue;
        for (let other = j; other <= at; other += stride) {
          point.hessian[at * n + other] += strength * ((other === at ? 1 : 0) - this.#coupling);
        }
      }
    }
  }
}

function inBlocks({ X, units }: Problem, blockSize: number): Float64Array {
  const blocks = new Float64Array(X.nSamples * (X.nFeatures + 1)).fill(1);
  for (let j = 0; j < X.nFeatures; j++) {
    const [factor, shift] = [units.factor[j], units.shift[j]];
    const column = j * X.nSamples;
    for (let first = 0; first < X.nSamples; first += blockSize) {
      const size = Math.min(blockSize, X.nSamples - first);
      const to = first * (X.nFeatures + 1) + j * size;
      for (let i = 0; i < size; i++) blocks[to + i] = X.values[column + first + i] * factor - shift;
    }
  }
  return blocks;
}
