import { type Contributions, outputsOf } from '../explanation.js';
import type { Matrix } from '../matrix.js';
import { checkFeatures } from '../shape.js';
import { visitPaths } from '../tree/paths.js';
import { type GradientBoostingModel, nextNode } from './model.js';

/** What each feature adds to the log odds on the way down the trees, over the mean of the training rows. */
export function explain(model: GradientBoostingModel, X: Matrix): Contributions {
  checkFeatures(X, model.nFeatures);
  const { nFeatures, present, baseline, threshold, child } = model;
  const bases = baseline.slice();
  const nOutputs = bases.length;
  const values = new Float64Array(X.nSamples * nOutputs * nFeatures);
  const trees = {
    ...model,
    width: 1,
    leafValue: (node: number) => threshold[node],
    leafWeight: (node: number) => child[node],
    next: (node: number, value: number) => nextNode(model, node, value),
  };
  visitPaths(trees, X, {
    onRoot: (tree, _k, mean) => {
      bases[tree % nOutputs] += mean;
    },
    onStep: (tree, row, _k, { feature, change }) => {
      values[(row * nOutputs + (tree % nOutputs)) * nFeatures + feature] += change;
    },
  });
  return { kind: 'contributions', method: 'paths', scale: 'log_odds', outputs: outputsOf([...present], bases), values };
}
