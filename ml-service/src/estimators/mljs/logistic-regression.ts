import type { MljsLogisticRegressionParams } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import LogisticRegression from 'ml-logistic-regression';
import { Matrix as MljsMatrix } from 'ml-matrix';
import type { Estimator, FitOptions } from '../estimator.js';
import type { Matrix } from '../matrix.js';
import { presentClasses } from '../present-classes.js';
import { checkFeatures, checkTraining } from '../shape.js';
import { countOf, finiteOf, presentOf } from '../state.js';

export interface MljsLogisticRegressionModel {
  readonly nFeatures: number;
  readonly nClasses: number;
  /** Codes of the classes that occurred in training, ascending; the others have probability 0. */
  readonly present: Int32Array;
  /** One row for each present class, none for a single one: nFeatures weights and an intercept, for NOT the class. */
  readonly weights: Float64Array;
}

/**
 * ml-logistic-regression: one class against the rest by a fixed number of gradient steps, without a penalty.
 * Worked around: it has no intercept (a column of ones is added); it takes class codes to be 0 to n - 1 (those that
 * occur are renumbered); its step of 5e-4 on a summed gradient diverges on many rows (see `safeStep`); it answers
 * classes only (the probabilities of its one-against-the-rest models, made to sum to 1, are used). It blocks the
 * thread while it trains, so only an abort from within `onProgress` stops it.
 */
export const mljsLogisticRegression: Estimator<MljsLogisticRegressionParams, MljsLogisticRegressionModel> = {
  async fit(X, y, { max_iter: maxIter }, options) {
    checkTraining(X, y);
    const { present, positions } = presentClasses(y);
    const total = Math.max(1, maxIter * (present.length > 1 ? present.length : 0));
    options.onProgress?.({ done: 0, total });
    options.signal?.throwIfAborted();
    const shape = { nFeatures: X.nFeatures, nClasses: y.nClasses, present };
    let weights = new Float64Array(0);
    if (present.length > 1) {
      const rows = new WatchedMatrix(withOnes(X), total, options);
      const regression = new LogisticRegression({ numSteps: maxIter, learningRate: safeStep(X) });
      regression.train(rows, MljsMatrix.columnVector(positions));
      weights = Float64Array.from(regression.classifiers.flatMap((classifier) => classifier.weights.to1DArray()));
    }
    options.onProgress?.({ done: total, total });
    return { model: { ...shape, weights }, notes: { warnings: [] } };
  },
  predictsAtOnce: true,
  predictProba({ nFeatures, nClasses, present, weights }, X) {
    checkFeatures(X, nFeatures);
    const proba = new Float64Array(X.nSamples * nClasses);
    if (X.nSamples === 0) return proba;
    const scores = present.length > 1 ? scoresOf(weights, nFeatures + 1, X) : [];
    for (let i = 0; i < X.nSamples; i++) {
      const shares = Array.from(present, (_, k) => (scores.length > 0 ? 1 - scores[k][i] : 1));
      const total = sum(shares);
      present.forEach((code, k) => {
        // Where every model is certain of the rest, no class is likelier than another.
        proba[i * nClasses + code] = total > 0 ? shares[k] / total : 1 / present.length;
      });
    }
    return proba;
  },
  save({ nFeatures, nClasses, present, weights }) {
    return {
      scalars: { n_features: nFeatures, n_classes: nClasses },
      tensors: {
        present: { shape: [present.length], values: present },
        weights: { shape: [weights.length / (nFeatures + 1), nFeatures + 1], values: weights },
      },
    };
  },
  load(state) {
    const nFeatures = countOf(state, 'n_features');
    const nClasses = countOf(state, 'n_classes');
    const present = presentOf(state, nClasses);
    const nRows = present.length > 1 ? present.length : 0;
    return { nFeatures, nClasses, present, weights: finiteOf(state, 'weights', nRows * (nFeatures + 1)) };
  },
  preparation: { scale: true, oneHot: true },
  /** The rows and their transpose, which it makes anew at each step. */
  estimateBytes: (nSamples, nFeatures, nClasses) => nSamples * (24 * (nFeatures + 1) + 16 * nClasses + 64),
};

/** The data, which the package multiplies once at each step: the place to tell of progress. */
class WatchedMatrix extends MljsMatrix {
  readonly #total: number;
  readonly #options: FitOptions;
  #steps = 0;

  constructor(rows: number[][], total: number, options: FitOptions) {
    super(rows);
    this.#total = total;
    this.#options = options;
  }

  override mmul(other: MljsMatrix): MljsMatrix {
    const { onProgress, signal } = this.#options;
    signal?.throwIfAborted();
    if (this.#steps > 0 && this.#steps % STEPS_PER_EVENT === 0) {
      onProgress?.({ done: this.#steps, total: this.#total });
    }
    this.#steps++;
    return super.mmul(other);
  }
}

const STEPS_PER_EVENT = 100;

/**
 * The sum of log losses has curvature of at most ||X||^2 / 4 (Frobenius norm, ones included): steps of its inverse
 * never overshoot. It is about the package's 5e-4 for the rows of the Titanic.
 */
function safeStep({ nSamples, values }: Matrix): number {
  return 4 / values.reduce((sum, value) => sum + value * value, nSamples);
}

function withOnes({ nSamples, nFeatures, values }: Matrix): number[][] {
  return Array.from({ length: nSamples }, (_, i) =>
    Array.from({ length: nFeatures + 1 }, (__, j) => (j < nFeatures ? values[j * nSamples + i] : 1)),
  );
}

/** For each class the probability that a row is not of it. */
function scoresOf(weights: Float64Array, stride: number, X: Matrix): number[][] {
  const numberClasses = weights.length / stride;
  const classifiers = Array.from({ length: numberClasses }, (_, k) => ({
    weights: [[...weights.subarray(k * stride, (k + 1) * stride)]],
  }));
  const regression = LogisticRegression.load({ name: 'LogisticRegression', numberClasses, classifiers });
  const rows = new MljsMatrix(withOnes(X));
  return regression.classifiers.map((classifier) => classifier.testScores(rows));
}
