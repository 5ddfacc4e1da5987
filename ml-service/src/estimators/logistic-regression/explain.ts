import { type Contributions, outputsOf } from '../explanation.js';
import type { Matrix } from '../matrix.js';
import { checkFeatures } from '../shape.js';
import type { LogisticRegressionModel } from './model.js';

/** Coefficient times value, on top of the intercept: what is added to the log odds. */
export function explain(model: LogisticRegressionModel, X: Matrix): Contributions {
  checkFeatures(X, model.nFeatures);
  const { nSamples, nFeatures } = X;
  const { coef, intercept } = model;
  const nOutputs = intercept.length;
  const values = new Float64Array(nSamples * nOutputs * nFeatures);
  for (let i = 0; i < nSamples; i++) {
    for (let at = 0; at < nOutputs * nFeatures; at++) {
      values[i * nOutputs * nFeatures + at] = coef[at] * X.values[(at % nFeatures) * nSamples + i];
    }
  }
  return {
    kind: 'contributions',
    method: 'coefficients',
    scale: 'log_odds',
    outputs: outputsOf([...model.present], intercept),
    values,
  };
}
