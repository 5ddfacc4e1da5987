import Type, { type Static } from 'typebox';
import { Engine, ModelType } from './hyperparameters.js';
import { closed, Description, example, Id, Name } from './wire.js';

const MAX_SEED = 2 ** 32 - 1;

/** Folds of the training rows, each judged by a fit that has not seen it. */
export const CrossValidationRequest = Type.Object(
  {
    folds: Type.Integer({ minimum: 2, maximum: 20 }),
    repeats: Type.Optional(Type.Integer({ minimum: 1, maximum: 10, default: 1 })),
  },
  closed,
);

const Cost = Type.Number({ exclusiveMinimum: 0, maximum: 1e9 });

/** How to choose the threshold of a model of two classes, on scores of rows that the scoring fit has not seen. */
export const ThresholdRequest = Type.Object(
  {
    by: Type.Enum(['f1', 'youden', 'cost']),
    cost_fp: Type.Optional({
      ...Cost,
      description: 'Cost of taking the other class for the positive one; 1 if not given.',
    }),
    cost_fn: Type.Optional({
      ...Cost,
      description: 'Cost of taking the positive class for the other; 1 if not given.',
    }),
  },
  closed,
);

/** `hyperparameters` are checked against the schema of the model type; `GET /model-types` lists them. */
export const TrainRequest = Type.Object(
  {
    dataset_id: Id,
    model_type: ModelType,
    hyperparameters: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { default: {} })),
    target: Type.Optional(
      Type.String({ minLength: 1, description: 'Column to predict; by default the dataset knows.' }),
    ),
    positive_class: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'Of a target of two classes the one that precision, recall, F1, curves, odds and the threshold are of; by default the second by number or alphabet.',
      }),
    ),
    features: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        minItems: 1,
        uniqueItems: true,
        description: 'Columns to learn from; by default all that are useful.',
      }),
    ),
    test_size: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        exclusiveMaximum: 1,
        default: 0.2,
        description: 'Share of rows kept for the test.',
      }),
    ),
    test_dataset_id: Type.Optional(
      Type.Union([Id, Type.Null()], { description: 'Judge on this dataset and learn from all of `dataset_id`.' }),
    ),
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_SEED, default: 42 })),
    engine: Type.Optional(Engine),
    cross_validation: Type.Optional(CrossValidationRequest),
    threshold: Type.Optional(ThresholdRequest),
    name: Type.Optional({ ...Name, description: 'Of the model to come; by default its type and the time.' }),
    description: Type.Optional({ ...Description, description: 'Of the model to come.' }),
  },
  example({
    dataset_id: 1,
    model_type: 'RandomForest',
    hyperparameters: { n_estimators: 100, max_depth: 10 },
    name: 'titanic',
    description: 'Who survived, from what was known aboard.',
  }),
);

/** JSON Schema of an object of hyperparameters: type, range, default and help of each. */
const ParameterSchema = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true });

const modelTypeExample = {
  name: 'KNN',
  title: 'Nearest neighbours',
  description: 'Votes of the most similar rows.',
  engines: [{ engine: 'native', hyperparameters: { type: 'object' }, importances: false, probabilities: true }],
};

export const ModelTypeInfo = Type.Object(
  {
    name: ModelType,
    title: Type.String(),
    description: Type.String(),
    engines: Type.Array(
      Type.Object(
        {
          engine: Engine,
          hyperparameters: ParameterSchema,
          importances: Type.Boolean({ description: 'Has impurity-based importances.' }),
          probabilities: Type.Boolean({ description: 'Its probabilities are its own, not 0 or 1.' }),
        },
        closed,
      ),
    ),
  },
  example(modelTypeExample),
);
export const ModelTypes = Type.Object({ items: Type.Array(ModelTypeInfo) }, example({ items: [modelTypeExample] }));

export type CrossValidationRequest = Static<typeof CrossValidationRequest>;
export type ThresholdRequest = Static<typeof ThresholdRequest>;
export type TrainRequest = Static<typeof TrainRequest>;
export type ModelTypeInfo = Static<typeof ModelTypeInfo>;
export type ModelTypes = Static<typeof ModelTypes>;
