import Type, { type Static } from 'typebox';

/**
 * The hyperparameters of every model type: scikit-learn's names, meanings and defaults.
 * Each property carries its range, default and a sentence of help; the UI builds its forms from these.
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
      description: 'The solver stops when the largest component of the gradient is below this.',
    }),
  },
  options,
);

const treeDepth = (description: string, defaultValue: number | null) =>
  Type.Union([Type.Integer({ minimum: 1, maximum: 512 }), Type.Null()], { default: defaultValue, description });

export const RandomForestParams = Type.Object(
  {
    n_estimators: Type.Integer({ default: 100, minimum: 1, maximum: 10_000, description: 'Number of trees.' }),
    max_depth: treeDepth('Deepest level of a tree; null grows each tree until its leaves are pure.', null),
    max_features: Type.Union(
      [Type.Literal('sqrt'), Type.Literal('log2'), Type.Integer({ minimum: 1, maximum: 10_000 }), Type.Null()],
      { default: 'sqrt', description: 'Features drawn at every node: a rule or a number; null takes all.' },
    ),
    min_samples_split: Type.Integer({
      default: 2,
      minimum: 2,
      maximum: 1_000_000,
      description: 'Fewest samples a node must hold to be split.',
    }),
    min_samples_leaf: Type.Integer({
      default: 1,
      minimum: 1,
      maximum: 1_000_000,
      description: 'Fewest samples that a leaf may hold.',
    }),
  },
  options,
);

export const KNNParams = Type.Object(
  {
    n_neighbors: Type.Integer({
      default: 5,
      minimum: 1,
      maximum: 100_000,
      description: 'Number of neighbours that vote.',
    }),
    weights: Type.Union([Type.Literal('uniform'), Type.Literal('distance')], {
      default: 'uniform',
      description: 'uniform: each neighbour counts the same; distance: by the inverse of its distance.',
    }),
  },
  options,
);

export const MODEL_TYPES = ['LogisticRegression', 'RandomForest', 'KNN'] as const;
export const ENGINES = ['native', 'mljs'] as const;

export const ModelType = Type.Enum([...MODEL_TYPES]);
export const Engine = Type.Enum([...ENGINES]);

/** The schema of each model type's hyperparameters, by its name. */
export const HYPERPARAMETERS = {
  LogisticRegression: LogisticRegressionParams,
  RandomForest: RandomForestParams,
  KNN: KNNParams,
} as const;

export type ModelType = Static<typeof ModelType>;
export type Engine = Static<typeof Engine>;
export type LogisticRegressionParams = Static<typeof LogisticRegressionParams>;
export type RandomForestParams = Static<typeof RandomForestParams>;
export type KNNParams = Static<typeof KNNParams>;
