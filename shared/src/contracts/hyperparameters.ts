import Type, { type Static, type TObject } from 'typebox';

/**
 * The hyperparameters of every model type of both engines: scikit-learn's names, meanings and defaults.
 * Each property carries its range, default and a sentence of help; the UI builds its forms from these.
 * The schemas are closed, so what an engine cannot do is refused by its name.
 */

const options = { additionalProperties: false } as const;

export const LogisticRegressionParams = Type.Object(
  {
    C: Type.Number({
      default: 1,
      exclusiveMinimum: 0,
      maximum: 1e12,
      description: 'Inverse of the regularization strength: smaller values regularize more.',
    }),
    max_iter: Type.Integer({
      default: 100,
      minimum: 1,
      maximum: 100_000,
      description: 'Largest number of iterations of the solver.',
    }),
    tol: Type.Number({
      default: 1e-4,
      exclusiveMinimum: 0,
      maximum: 1,
      description:
        'The solver has converged when the largest component of the gradient of the mean loss is below this.',
    }),
  },
  options,
);

const maxDepth = Type.Union([Type.Integer({ minimum: 1, maximum: 512 }), Type.Null()], {
  default: null,
  description: 'Deepest level of a tree; null grows each tree until its leaves are pure.',
});
const maxFeatures = (drawn: string) =>
  Type.Union([Type.Literal('sqrt'), Type.Literal('log2'), Type.Integer({ minimum: 1, maximum: 10_000 }), Type.Null()], {
    default: 'sqrt',
    description: `Features drawn ${drawn}: a rule or a number; null takes all.`,
  });
const minSamplesSplit = Type.Integer({
  default: 2,
  minimum: 2,
  maximum: 1_000_000,
  description: 'Fewest samples a node must hold to be split.',
});

export const RandomForestParams = Type.Object(
  {
    n_estimators: Type.Integer({ default: 100, minimum: 1, maximum: 10_000, description: 'Number of trees.' }),
    max_depth: maxDepth,
    max_features: maxFeatures('at every node'),
    min_samples_split: minSamplesSplit,
    min_samples_leaf: Type.Integer({
      default: 1,
      minimum: 1,
      maximum: 1_000_000,
      description: 'Fewest samples that a leaf may hold.',
    }),
  },
  options,
);

export const GradientBoostingParams = Type.Object(
  {
    n_estimators: Type.Integer({
      default: 100,
      minimum: 1,
      maximum: 10_000,
      description: 'Number of rounds, each of one tree (with three classes or more: of one a class).',
    }),
    learning_rate: Type.Number({
      default: 0.1,
      exclusiveMinimum: 0,
      maximum: 1,
      description: 'What a tree adds is multiplied by this; smaller values want more rounds.',
    }),
    max_depth: Type.Union([Type.Integer({ minimum: 1, maximum: 512 }), Type.Null()], {
      default: 6,
      description: 'Deepest level of a tree; null grows each tree as far as min_samples_leaf lets it.',
    }),
    min_samples_leaf: Type.Integer({
      default: 20,
      minimum: 1,
      maximum: 1_000_000,
      description: 'Fewest samples that a leaf may hold.',
    }),
    l2_regularization: Type.Number({
      default: 0,
      minimum: 0,
      maximum: 1e12,
      description: "Added to the denominator of a leaf's value: larger values keep the values smaller.",
    }),
    early_stopping: Type.Boolean({
      default: false,
      description: 'Hold rows back and stop when the loss on them no longer falls.',
    }),
    validation_fraction: Type.Number({
      default: 0.1,
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
      description: 'With early_stopping: share of the training rows that is held back.',
    }),
    n_iter_no_change: Type.Integer({
      default: 10,
      minimum: 1,
      maximum: 10_000,
      description: 'With early_stopping: rounds without an improvement after which training stops.',
    }),
  },
  options,
);

const nNeighbors = Type.Integer({
  default: 5,
  minimum: 1,
  maximum: 100_000,
  description: 'Number of neighbours that vote; at most the number of training rows.',
});

export const KNNParams = Type.Object(
  {
    n_neighbors: nNeighbors,
    weights: Type.Union([Type.Literal('uniform'), Type.Literal('distance')], {
      default: 'uniform',
      description: 'uniform: each neighbour counts the same; distance: by the inverse of its distance.',
    }),
  },
  options,
);

export const MljsLogisticRegressionParams = Type.Object(
  {
    max_iter: Type.Integer({
      default: 2000,
      minimum: 1,
      maximum: 100_000,
      description: 'Number of gradient steps; all of them are taken, without a test of convergence.',
    }),
  },
  options,
);

export const MljsRandomForestParams = Type.Object(
  {
    n_estimators: Type.Integer({ default: 100, minimum: 1, maximum: 1000, description: 'Number of trees.' }),
    max_depth: maxDepth,
    max_features: maxFeatures('for every tree'),
    min_samples_split: minSamplesSplit,
  },
  options,
);

export const MljsKNNParams = Type.Object({ n_neighbors: nNeighbors }, options);

export const MODEL_TYPES = ['LogisticRegression', 'RandomForest', 'GradientBoosting', 'KNN'] as const;
export const ENGINES = ['native', 'mljs'] as const;

export const ModelType = Type.Enum([...MODEL_TYPES]);
export const Engine = Type.Enum([...ENGINES]);

/** The schema of each model type's hyperparameters, by engine and by name; an engine need not have every type. */
export const HYPERPARAMETERS = {
  native: {
    LogisticRegression: LogisticRegressionParams,
    RandomForest: RandomForestParams,
    GradientBoosting: GradientBoostingParams,
    KNN: KNNParams,
  },
  mljs: {
    LogisticRegression: MljsLogisticRegressionParams,
    RandomForest: MljsRandomForestParams,
    KNN: MljsKNNParams,
  },
} as const;

/** The schema of a model type's hyperparameters; undefined where the engine does not have the type. */
export function hyperparametersOf(engine: Engine, modelType: ModelType): TObject | undefined {
  const schemas: Partial<Record<ModelType, TObject>> = HYPERPARAMETERS[engine];
  return schemas[modelType];
}

export type ModelType = Static<typeof ModelType>;
export type Engine = Static<typeof Engine>;
export type LogisticRegressionParams = Static<typeof LogisticRegressionParams>;
export type RandomForestParams = Static<typeof RandomForestParams>;
export type GradientBoostingParams = Static<typeof GradientBoostingParams>;
export type KNNParams = Static<typeof KNNParams>;
export type MljsLogisticRegressionParams = Static<typeof MljsLogisticRegressionParams>;
export type MljsRandomForestParams = Static<typeof MljsRandomForestParams>;
export type MljsKNNParams = Static<typeof MljsKNNParams>;
