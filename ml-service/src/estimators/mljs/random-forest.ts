import type { MljsRandomForestParams } from '@ml-microservices/shared/contracts';
import { RandomForestClassifier } from 'ml-random-forest';
import type { Estimator } from '../estimator.js';
import { createRandom } from '../random.js';
import { featuresOf } from '../random-forest/features.js';
import { joinTrees, type RandomForestModel } from '../random-forest/model.js';
import { load, save } from '../random-forest/state.js';
import { checkFeatures, checkTraining } from '../shape.js';
import type { Tree } from '../tree/tree.js';
import { createTurns } from '../turns.js';
import { flatTrees, savedForest } from './forest-trees.js';
import { rowsOf } from './rows.js';

export interface MljsRandomForestModel {
  /** Its trees as flat arrays, for the model file: a row goes left below the threshold, and each leaf votes. */
  readonly trees: RandomForestModel;
  readonly classifier: RandomForestClassifier;
}

/**
 * ml-random-forest: features are drawn once a tree, and each tree has one vote. Worked around: `predictProbability`
 * loses the first tree's vote and rounds (the votes are counted here); an integer maxFeatures of 1 means 100 % (see
 * `maxFeaturesOf`); features are drawn with replacement unless told otherwise; its own out-of-bag figures fail where a
 * row is in every bag, and its importances do where a tree has no split (neither is used). It grows one tree at a time
 * here, each with a seed of its own, so that there is progress and an abort stops at the next tree. Its search for
 * splits costs the square of the number of rows.
 */
export const mljsRandomForest: Estimator<MljsRandomForestParams, MljsRandomForestModel> = {
  async fit(X, y, params, { seed, onProgress, signal }) {
    checkTraining(X, y);
    const total = params.n_estimators;
    const turn = createTurns(signal);
    const rows = rowsOf(X);
    const classes = [...y.codes];
    const trees: Tree[] = [];
    onProgress?.({ done: 0, total });
    await turn();
    while (trees.length < total) {
      const forest = new RandomForestClassifier({
        seed: createRandom(seed, trees.length).uint32() | 0,
        nEstimators: 1,
        maxFeatures: maxFeaturesOf(params, X.nFeatures),
        replacement: false,
        noOOB: true,
        treeOptions: {
          minNumSamples: params.min_samples_split - 1,
          maxDepth: params.max_depth ?? Number.POSITIVE_INFINITY,
          gainThreshold: 0,
        },
      });
      forest.train(rows, classes);
      trees.push(...flatTrees(forest, y.nClasses));
      onProgress?.({ done: trees.length, total });
      await turn();
    }
    return { model: withClassifier(joinTrees(trees, X.nFeatures, y.nClasses)), notes: { warnings: [] } };
  },
  predictProba({ trees: { nFeatures, nClasses, roots }, classifier }, X) {
    checkFeatures(X, nFeatures);
    const proba = new Float64Array(X.nSamples * nClasses);
    if (X.nSamples === 0) return proba;
    const votes = classifier.predictionValues(rowsOf(X));
    for (let i = 0; i < X.nSamples; i++) {
      for (const code of votes.getRow(i)) proba[i * nClasses + code]++;
      for (let c = 0; c < nClasses; c++) proba[i * nClasses + c] /= roots.length;
    }
    return proba;
  },
  save: ({ trees }) => save(trees),
  load: (state) => withClassifier(load(state)),
  /** A node as an object, half of them with an array of shares. */
  derivedBytes: ({ trees: { feature } }) => 200 * feature.length,
  preparation: { scale: false, oneHot: false },
  /** The rows as arrays, with copies down a branch, and trees as objects. */
  estimateBytes: (nSamples, nFeatures, nClasses, params) =>
    nSamples * 8 * nFeatures * 6 + params.n_estimators * nSamples * (300 + 16 * nClasses),
};

function withClassifier(trees: RandomForestModel): MljsRandomForestModel {
  return { trees, classifier: RandomForestClassifier.load(savedForest(trees)) };
}

/** A single feature has to be given as a share of them, which the package rounds down. */
function maxFeaturesOf({ max_features: rule }: MljsRandomForestParams, nFeatures: number): number {
  const number = featuresOf(rule, nFeatures);
  return number === 1 && nFeatures > 1 ? 1.5 / nFeatures : number;
}
