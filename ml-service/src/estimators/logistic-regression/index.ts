import type { LogisticRegressionParams } from '@ml-microservices/shared/contracts';
import type { Estimator } from '../estimator.js';
import { explain } from './explain.js';
import { fit, suitsNewton } from './fit.js';
import type { LogisticRegressionModel } from './model.js';
import { predictProba } from './predict.js';
import { load, save } from './state.js';

/** Vectors of the size of a point that L-BFGS holds: its memory, two points and scratch. */
const LBFGS_VECTORS = 28;

export const logisticRegression: Estimator<LogisticRegressionParams, LogisticRegressionModel> = {
  fit,
  predictProba,
  predictsAtOnce: true,
  explain,
  save,
  load,
  preparation: { scale: true, oneHot: true },
  /** Three Hessians or L-BFGS's vectors, and X in the solver's units, of all rows or of a sample and then of all. */
  estimateBytes(nSamples, nFeatures, nClasses) {
    const nParameters = Math.max(1, nClasses - 1) * (nFeatures + 1);
    const solver = suitsNewton(nSamples, nParameters) ? 3 * nParameters ** 2 : LBFGS_VECTORS * nParameters;
    return 8 * solver + 9 * nSamples * (nFeatures + 1) + 4 * nSamples + 8 * 1024 * (nClasses + 1);
  },
};
