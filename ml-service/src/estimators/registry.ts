import {
  ENGINES,
  type Engine,
  type HYPERPARAMETERS,
  hyperparametersOf,
  MODEL_TYPES,
  type ModelType,
  type ModelTypeInfo,
} from '@ml-microservices/shared/contracts';
import type { Static, TSchema } from 'typebox';
import type { Estimator } from './estimator.js';
import { gradientBoosting } from './gradient-boosting/index.js';
import { knn } from './knn/index.js';
import { logisticRegression } from './logistic-regression/index.js';
import { mljsKnn } from './mljs/knn.js';
import { mljsLogisticRegression } from './mljs/logistic-regression.js';
import { mljsRandomForest } from './mljs/random-forest.js';
import { randomForest } from './random-forest/index.js';

type Schemas = typeof HYPERPARAMETERS;
type Engines = { readonly [E in Engine]: { readonly [T in keyof Schemas[E]]: Entry<ParamsOf<Schemas[E][T]>> } };
type ParamsOf<Schema> = Schema extends TSchema ? Static<Schema> : never;

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
    GradientBoosting: { estimator: gradientBoosting, importances: true, probabilities: true },
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
  GradientBoosting: {
    title: 'Gradient boosting',
    description:
      'Adds small decision trees, each of which corrects those before it. Take it for many rows, where it is often the ' +
      'most accurate of all, and for columns with missing values, which it learns from. Too many rounds overfit.',
  },
  KNN: {
    title: 'Nearest neighbours',
    description:
      'Asks the most similar training rows. Take it for few columns and many rows, where like rows belong to one ' +
      'class. Every prediction compares with the training rows, and useless columns blur what similar means.',
  },
};

/** Throws where the engine does not have the model type. */
export function estimatorOf(modelType: ModelType, engine: Engine): AnyEstimator {
  const entry = entryOf(modelType, engine);
  if (!entry) throw new RangeError(`the engine ${engine} has no ${modelType}`);
  return entry.estimator;
}

function entryOf(modelType: ModelType, engine: Engine): Entry<unknown> | undefined {
  const entries: Partial<Record<ModelType, Entry<unknown>>> = ESTIMATORS[engine];
  return entries[modelType];
}

/** What can be trained: each model type with its engines, and the hyperparameters that each takes. */
export function modelTypes(): ModelTypeInfo[] {
  return MODEL_TYPES.map((name) => ({
    name,
    ...DESCRIPTIONS[name],
    engines: ENGINES.flatMap((engine) => {
      const entry = entryOf(name, engine);
      if (!entry) return [];
      const { importances, probabilities } = entry;
      return { engine, hyperparameters: { ...hyperparametersOf(engine, name) }, importances, probabilities };
    }),
  }));
}
