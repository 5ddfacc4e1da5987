import type { GradientBoostingParams } from '@ml-microservices/shared/contracts';
import type { Estimator } from '../estimator.js';
import { MAX_BINS } from '../tree/bins.js';
import { HISTOGRAM_BYTES } from './create-task.js';
import { explain } from './explain.js';
import { fit } from './fit.js';
import { type GradientBoostingModel, outputsOf } from './model.js';
import { predictProba } from './predict.js';
import { load, save } from './state.js';

const BYTES_PER_NODE = 2 * (4 + 8 + 4 + 1);

export const gradientBoosting: Estimator<GradientBoostingParams, GradientBoostingModel> = {
  fit,
  predictProba,
  explain,
  save,
  load,
  /** Four numbers a node, and a threshold for every other one. */
  derivedBytes: ({ feature }) => feature.length * (4 * 4 + 8 / 2),
  preparation: { scale: false, oneHot: false, keepMissing: true },
  /** Bins, rows with their gradients and sums, histograms, trees, and a copy of X where rows are held back. */
  estimateBytes(nSamples, nFeatures, nClasses, params) {
    const nOutputs = outputsOf(nClasses);
    const leaves = Math.min(nSamples / params.min_samples_leaf, 2 ** Math.min(params.max_depth ?? 60, 60));
    const perRow = nFeatures * (params.early_stopping ? 10 : 2) + 8 * nOutputs + 48;
    const trees = params.n_estimators * nOutputs * 2 * leaves * BYTES_PER_NODE;
    return nSamples * perRow + HISTOGRAM_BYTES + 2 * 24 * MAX_BINS * nFeatures + trees;
  },
};
