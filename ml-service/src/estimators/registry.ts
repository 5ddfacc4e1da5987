import {
  ENGINES,
  type Engine,
  HYPERPARAMETERS,
  MODEL_TYPES,
  type ModelType,
  type ModelTypeInfo,
} from '@ml-microservices/shared/contracts';
import type { Static } from 'typebox';
import type { Estimator } from './estimator.js';
import { knn } from './knn/index.js';
import { logisticRegression } from './logistic-regression/index.js';
import { mljsKnn } from './mljs/knn.js';
import { mljsLogisticRegression } from './mljs/logistic-regression.js';
import { mljsRandomForest } from './mljs/random-forest.js';
import { randomForest } from './random-forest/index.js';

type Schemas = typeof HYPERPARAMETERS;
type Engines = { readonly [E in Engine]: { readonly [T in ModelType]: Entry<Static<Schemas[E][T]>> } };

/** `parameters` and `model` are opaque to who trains: valid against the schema, and what this estimator's fit made. */
export type AnyEstimator = Estimator<unknown, unknown>;

interface Entry<Params> {
  readonly estimator: Estimator<Params, unknown>;
  readonly importances: boolean;
  readonly probabilities: boolean;
}

const ESTIMATORS: Engines = {
  native: {
    LogisticRegression: { estimator: logisticRegression, importances: false, probabilities: true },
    RandomForest: { estimator: randomForest, importances: true, probabilities: true },
    KNN: { estimator: knn, importances: false, probabilities: true },
  },
  mljs: {
    LogisticRegression: { estimator: mljsLogisticRegression, importances: false, probabilities: true },
    RandomForest: { estimator: mljsRandomForest, importances: false, probabilities: true },
    KNN: { estimator: mljsKnn, importances: false, probabilities: false },
  },
};

const DESCRIPTIONS: Readonly<Record<ModelType, Pick<ModelTypeInfo, 'title' | 'description'>>> = {
  LogisticRegression: {
    title: 'Logistic regression',
    description:
      'Weighs the columns into log odds of each class. Take it for a fast first model that can be read: it says which ' +
      'way each column pushes and by how much. It misses effects that are not straight lines.',
  },
  RandomForest: {
    title: 'Random forest',
    description:
      'Averages many decision trees, each grown on a random part of the data. Take it when accuracy matters most: it ' +
      'finds curves and interactions by itself, needs no scaling, and rarely gets worse with more trees.',
  },
  KNN: {
    title: 'Nearest neighbours',
    description:
      'Asks the most similar training rows. Take it for few columns and many rows, where like rows belong to one ' +
      'class. Every prediction compares with the training rows, and useless columns blur what similar means.',
  },
};

export function estimatorOf(modelType: ModelType, engine: Engine): AnyEstimator {
  return ESTIMATORS[engine][modelType].estimator;
}

/** What can be trained: each model type with its engines, and the hyperparameters that each takes. */
export function modelTypes(): ModelTypeInfo[] {
  return MODEL_TYPES.map((name) => ({
    name,
    ...DESCRIPTIONS[name],
    engines: ENGINES.map((engine) => {
      const { importances, probabilities } = ESTIMATORS[engine][name];
      return { engine, hyperparameters: { ...HYPERPARAMETERS[engine][name] }, importances, probabilities };
    }),
  }));
}
