import type { MljsKNNParams } from '@ml-microservices/shared/contracts';
import KNN from 'ml-knn';
import type { Estimator } from '../estimator.js';
import { checkNeighbors } from '../neighbors.js';
import { checkFeatures, checkTraining } from '../shape.js';
import { CorruptModelError, codesOf, countOf, finiteOf } from '../state.js';
import { rowsOf } from './rows.js';

export interface MljsKNNModel {
  readonly nFeatures: number;
  readonly nClasses: number;
  readonly nNeighbors: number;
  /** nSamples x nFeatures, row-major: the training rows. */
  readonly points: Float64Array;
  readonly codes: Int32Array;
  readonly classifier: KNN;
}

/**
 * ml-knn: the class of the majority, so probabilities are 0 or 1; of classes with as many votes the one that comes
 * first in its heap. Its k-d tree asks its metric for the length of an object without one, so its bounds are 0 and
 * every query visits every row. Saved as the rows, since its own format is nested as deep as its tree.
 */
export const mljsKnn: Estimator<MljsKNNParams, MljsKNNModel> = {
  async fit(X, y, params, { onProgress, signal }) {
    checkTraining(X, y);
    checkNeighbors(params.n_neighbors, X.nSamples);
    onProgress?.({ done: 0, total: X.nSamples });
    signal?.throwIfAborted();
    const rows = rowsOf(X);
    const model = withClassifier(
      { nFeatures: X.nFeatures, nClasses: y.nClasses, nNeighbors: params.n_neighbors },
      Float64Array.from(rows.flat()),
      Int32Array.from(y.codes),
    );
    onProgress?.({ done: X.nSamples, total: X.nSamples });
    return { model, notes: { warnings: [] } };
  },
  predictProba({ nFeatures, nClasses, classifier }, X) {
    checkFeatures(X, nFeatures);
    const proba = new Float64Array(X.nSamples * nClasses);
    if (X.nSamples === 0) return proba;
    classifier.predict(rowsOf(X)).forEach((code, i) => {
      proba[i * nClasses + code] = 1;
    });
    return proba;
  },
  save({ nFeatures, nClasses, nNeighbors, points, codes }) {
    return {
      scalars: { n_features: nFeatures, n_classes: nClasses, n_neighbors: nNeighbors },
      tensors: {
        points: { shape: [codes.length, nFeatures], values: points },
        codes: { shape: [codes.length], values: codes },
      },
    };
  },
  load(state) {
    const nFeatures = countOf(state, 'n_features');
    const nClasses = countOf(state, 'n_classes');
    const nNeighbors = countOf(state, 'n_neighbors');
    const codes = codesOf(state, nClasses);
    if (nNeighbors > codes.length) throw new CorruptModelError(`n_neighbors must be at most ${codes.length}`);
    const points = finiteOf(state, 'points', codes.length * nFeatures);
    return withClassifier({ nFeatures, nClasses, nNeighbors }, points, codes);
  },
  /** The rows as plain arrays, and an object for each. */
  derivedBytes: ({ nFeatures, codes }) => codes.length * (16 * nFeatures + 200),
  preparation: { scale: true, oneHot: true },
  /** The rows as typed and as plain arrays, and an object for each. */
  estimateBytes: (nSamples, nFeatures) => nSamples * (40 * nFeatures + 200),
};

function withClassifier(
  shape: Pick<MljsKNNModel, 'nFeatures' | 'nClasses' | 'nNeighbors'>,
  points: Float64Array,
  codes: Int32Array,
): MljsKNNModel {
  const { nFeatures, nNeighbors } = shape;
  const rows = Array.from(codes, (_, i) => [...points.subarray(i * nFeatures, (i + 1) * nFeatures)]);
  return { ...shape, points, codes, classifier: new KNN(rows, [...codes], { k: nNeighbors }) };
}
