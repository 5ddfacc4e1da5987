import { type Contributions, outputsOf } from '../explanation.js';
import type { Matrix } from '../matrix.js';
import { checkFeatures } from '../shape.js';
import { visitPaths } from '../tree/paths.js';
import type { RandomForestModel } from './model.js';

/** What each feature adds to the probability on the way down the trees, over the mean of the training rows. */
export function explain(model: RandomForestModel, X: Matrix): Contributions {
  checkFeatures(X, model.nFeatures);
  const { nFeatures, nClasses, roots, threshold, child, leaves } = model;
  const codes = Array.from({ length: nClasses }, (_, code) => code);
  // Of two classes the second alone: what one gains the other loses.
  const first = nClasses === 2 ? 1 : 0;
  const width = nClasses - first;
  const bases = new Float64Array(width);
  const values = new Float64Array(X.nSamples * width * nFeatures);
  const trees = {
    ...model,
    width,
    leafValue: (node: number, k: number) => leaves[child[node] * nClasses + first + k],
    leafWeight: (node: number) => threshold[node],
    next: (node: number, value: number) => child[node] + (value <= threshold[node] ? 0 : 1),
  };
  visitPaths(trees, X, {
    onRoot: (_tree, k, mean) => {
      bases[k] += mean / roots.length;
    },
    onStep: (_tree, row, k, { feature, change }) => {
      values[(row * width + k) * nFeatures + feature] += change / roots.length;
    },
  });
  return { kind: 'contributions', method: 'paths', scale: 'probability', outputs: outputsOf(codes, bases), values };
}
