import type { KNNParams } from '@ml-microservices/shared/contracts';
import type { Estimator } from '../estimator.js';
import { explain } from './explain.js';
import { fit } from './fit.js';
import type { KNNModel } from './model.js';
import { predictProba } from './predict.js';
import { load, save } from './state.js';

export const knn: Estimator<KNNParams, KNNModel> = {
  fit,
  predictProba,
  explain,
  save,
  load,
  derivedBytes: ({ tree }) => (tree ? Object.values(tree).reduce((sum, { byteLength }) => sum + byteLength, 0) : 0),
  keepsRows: true,
  readsPerRow: ({ tree, points }) => (tree ? 0 : points.length),
  preparation: { scale: true, oneHot: true },
  /** The rows, once as they are and once in the order of the index, which has a node for every few of them. */
  estimateBytes: (nSamples, nFeatures) => nSamples * (20 * nFeatures + 64),
};
