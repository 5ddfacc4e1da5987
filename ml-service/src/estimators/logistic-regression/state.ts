import type { ModelState } from '../estimator.js';
import { countOf, finiteOf, presentOf } from '../state.js';
import { type LogisticRegressionModel, nRowsOf } from './model.js';

export function save({ nFeatures, nClasses, present, coef, intercept }: LogisticRegressionModel): ModelState {
  return {
    scalars: { n_features: nFeatures, n_classes: nClasses },
    tensors: {
      present: { shape: [present.length], values: present },
      coef: { shape: [intercept.length, nFeatures], values: coef },
      intercept: { shape: [intercept.length], values: intercept },
    },
  };
}

export function load(state: ModelState): LogisticRegressionModel {
  const nFeatures = countOf(state, 'n_features');
  const nClasses = countOf(state, 'n_classes');
  const present = presentOf(state, nClasses);
  const nRows = nRowsOf(present.length);
  const coef = finiteOf(state, 'coef', nRows * nFeatures);
  const intercept = finiteOf(state, 'intercept', nRows);
  return { nFeatures, nClasses, present, coef, intercept };
}
