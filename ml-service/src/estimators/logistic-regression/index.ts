import type { LogisticRegressionParams } from '@ml-microservices/shared/contracts';
import type { Estimator } from '../estimator.js';
import { explain } from './explain.js';
import { fit } from './fit.js';
import type { LogisticRegressionModel } from './model.js';
import { predictProba } from './predict.js';
import { suitsNewton } from './solve.js';
import { load, save } from './state.js';
import { parametersOf, shardsOf, sumsOf } from './task.js';

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
  /** Three Hessians or L-BFGS's vectors, the sums of every shard, and X in the solver's units, of all rows and of a sample. */
  estimateBytes(nSamples, nFeatures, nClasses) {
    const nParameters = parametersOf(nFeatures, Math.max(2, nClasses));
    const withHessian = suitsNewton(nSamples, nParameters);
    const solver = withHessian ? 3 * nParameters ** 2 : LBFGS_VECTORS * nParameters;
    const nSums = sumsOf(nParameters, withHessian);
    return (
      8 * (solver + shardsOf(nSums) * nSums) + 9 * nSamples * (nFeatures + 1) + 4 * nSamples + 8 * 1024 * (nClasses + 1)
    );
  },
};
