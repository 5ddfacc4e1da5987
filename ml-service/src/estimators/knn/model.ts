import type { KNNParams } from '@ml-microservices/shared/contracts';
import type { PointTree } from './point-tree.js';

export interface KNNModel {
  readonly nSamples: number;
  readonly nFeatures: number;
  readonly nClasses: number;
  readonly nNeighbors: number;
  readonly weights: KNNParams['weights'];
  /** nSamples x nFeatures, row-major: the training rows. */
  readonly points: Float64Array;
  /** Class code of each training row. */
  readonly codes: Int32Array;
  /** Index over the rows; null where comparing with every row is faster. */
  readonly tree: PointTree | null;
}
