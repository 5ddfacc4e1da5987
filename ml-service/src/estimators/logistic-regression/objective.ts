import type { Run } from '../in-threads.js';
import { GRADIENT, HESSIAN, type LogisticTask } from './task.js';

/** A point with the objective's value and gradient there. */
export interface Point {
  value: number;
  readonly at: Float64Array;
  readonly gradient: Float64Array;
  /** Lower triangle, row-major. */
  readonly hessian?: Float64Array;
}

export type HessianPoint = Required<Point>;

/**
 * Mean log loss plus penalty / 2 times the sum of the squared coefficients, over the log odds of every class against
 * the first. A point holds for each class but the first nFeatures coefficients and an intercept, in the solver's
 * units. For 3 and more classes the penalty is that of the coefficients which sum to 0 over the classes
 * (w_k = u_k - mean u, u_0 = 0), which is scikit-learn's; for two it is that of the log odds alone, as there.
 */
export class Objective {
  readonly nParameters: number;
  readonly #task: LogisticTask;
  readonly #penalty: number;
  readonly #run: Run;
  readonly #coupling: number;

  /** Of a task whose blocks are filled. `penalty` is the factor beside the mean loss: 1 / (C x number of samples). */
  constructor(task: LogisticTask, penalty: number, run: Run) {
    this.nParameters = task.at.length;
    this.#task = task;
    this.#penalty = penalty;
    this.#run = run;
    this.#coupling = task.nClasses > 2 ? 1 / task.nClasses : 0;
  }

  point(): Point {
    const n = this.nParameters;
    return { value: Number.NaN, at: new Float64Array(n), gradient: new Float64Array(n) };
  }

  pointWithHessian(): HessianPoint {
    return { ...this.point(), hessian: new Float64Array(this.nParameters ** 2) };
  }

  /** Works out value, gradient and Hessian where `point.at` is. Cost per sample: nParameters, squared with a Hessian. */
  async evaluate(point: Point): Promise<void> {
    const { at, nShards } = this.#task;
    at.set(point.at);
    await this.#run(point.hessian ? HESSIAN : GRADIENT, nShards);
    const loss = new Float64Array(1);
    this.#average(loss, 0);
    point.value = loss[0];
    this.#average(point.gradient, 1);
    if (point.hessian) this.#average(point.hessian, 1 + this.nParameters);
    this.#addPenalty(point);
  }

  /** Curvature of each parameter at probabilities that are all the same; the scale for a solver without a Hessian. */
  curvature(): Float64Array {
    const { units, nClasses, X } = this.#task;
    const share = 1 / nClasses;
    return Float64Array.from({ length: this.nParameters }, (_, i) => {
      const j = i % (X.nFeatures + 1);
      const square = j < X.nFeatures ? units.factor[j] ** 2 : 0;
      return share * (1 - share) + this.#penalty * (1 - this.#coupling) * square;
    });
  }

  /** Into `means` the shards' sums from `first` on, added up in the shards' order, over the number of samples. */
  #average(means: Float64Array, first: number): void {
    const { X, sums, nShards } = this.#task;
    const nSums = sums.length / nShards;
    means.fill(0);
    for (let from = first; from < sums.length; from += nSums) {
      for (let i = 0; i < means.length; i++) means[i] += sums[from + i];
    }
    for (let i = 0; i < means.length; i++) means[i] /= X.nSamples;
  }

  #addPenalty(point: Point): void {
    const { X, units } = this.#task;
    const stride = X.nFeatures + 1;
    const n = this.nParameters;
    for (let j = 0; j < X.nFeatures; j++) {
      const strength = this.#penalty * units.factor[j] ** 2;
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
