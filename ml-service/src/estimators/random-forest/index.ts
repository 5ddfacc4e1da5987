import type { RandomForestParams } from '@ml-microservices/shared/contracts';
import type { Estimator } from '../estimator.js';
import { defaultThreads } from '../threads.js';
import { explain } from './explain.js';
import { fit } from './fit.js';
import type { RandomForestModel } from './model.js';
import { predictProba } from './predict.js';
import { load, save } from './state.js';

const BYTES_PER_NODE = 2 * (4 + 8 + 4);
const BYTES_PER_SAMPLE_IN_THREAD = 16;

export const randomForest: Estimator<RandomForestParams, RandomForestModel> = {
  fit,
  predictProba,
  explain,
  save,
  load,
  preparation: { scale: false, oneHot: false },
  /** Bins, sums out of bag, each thread's bag, and trees with a leaf for every `min_samples_leaf` rows of their bag. */
  estimateBytes(nSamples, nFeatures, nClasses, params) {
    const leaves = Math.min((0.632 * nSamples) / params.min_samples_leaf, 2 ** Math.min(params.max_depth ?? 60, 60));
    const perTree = leaves * (2 * BYTES_PER_NODE + 16 * nClasses);
    const perSample = nFeatures + 12 * nClasses + BYTES_PER_SAMPLE_IN_THREAD * defaultThreads();
    return nSamples * perSample + params.n_estimators * perTree;
  },
};
