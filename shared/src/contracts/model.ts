import Type, { type Static } from 'typebox';
import { modelExample, modelNewExample } from './examples.js';
import { InlineFile } from './file.js';
import { Engine, ModelType } from './hyperparameters.js';
import { FeatureImportance, Metrics } from './metrics.js';
import { Notice } from './notice.js';
import { Preprocessing } from './preprocessing.js';
import { Description, example, Id, ListQuery, Name, Nullable, Page, Sha256, Timestamp } from './wire.js';

/** A class of the target: a number where the target column is numeric, else its word. */
export const ClassLabel = Type.Union([Type.Number(), Type.String()]);

const Hyperparameters = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
);
export const Threshold = Type.Number({
  minimum: 0,
  maximum: 1,
  description: 'A binary model predicts its second class, the positive one, where its probability is at least this.',
});

export const Model = Type.Object(
  {
    id: Id,
    name: Name,
    description: Description,
    model_type: ModelType,
    engine: Engine,
    version: Type.String(),
    file_id: Id,
    dataset_id: Id,
    test_dataset_id: Nullable(Id),
    run_id: Id,
    hyperparameters: Hyperparameters,
    features: Type.Array(Type.String()),
    target: Type.String(),
    classes: Type.Array(ClassLabel, { description: 'By number or alphabet; of two the second is the positive one.' }),
    preprocessing: Preprocessing,
    metrics: Metrics,
    feature_importance: Nullable(Type.Array(FeatureImportance)),
    warnings: Type.Array(Notice),
    seed: Type.Integer({ minimum: 0 }),
    test_size: Type.Number({ minimum: 0, maximum: 1 }),
    threshold: Nullable(Threshold),
    fingerprint: Sha256,
    created_at: Timestamp,
    updated_at: Timestamp,
  },
  example(modelExample),
);

/**
 * What a training publishes: the model's row, with its file or the id of one that is stored already. `attempt` fences off
 * a late attempt. Name and description are those that the run's request asks for.
 */
export const ModelNew = Type.Object(
  {
    ...Type.Omit(Model, ['id', 'name', 'description', 'file_id', 'created_at', 'updated_at', 'threshold']).properties,
    file_id: Type.Optional(Id),
    file: Type.Optional(InlineFile),
    threshold: Type.Optional(Nullable(Threshold)),
    attempt: Type.Integer({ minimum: 1 }),
  },
  example(modelNewExample),
);

export const ModelUpdate = Type.Object(
  {
    name: Type.Optional(Name),
    replaces: Type.Optional({
      ...Id,
      description:
        'The model that has `name`: it gets the name that this one had, both at once. 409 where it no longer has it.',
    }),
    description: Type.Optional(Description),
    threshold: Type.Optional(Nullable(Threshold)),
  },
  { ...example({ name: 'titanic', replaces: 3, description: 'Who survived.', threshold: 0.4 }), minProperties: 1 },
);

export const ModelList = Page(Model);
export const ModelListQuery = ListQuery(
  ['id', 'name', 'model_type', 'accuracy', 'roc_auc', 'f1', 'log_loss', 'created_at'],
  {
    name: Type.Optional(Type.String({ description: 'Part of the name, in any case.' })),
    exact_name: Type.Optional(Type.String({ description: 'The whole name, of one model at most.' })),
    model_type: Type.Optional(ModelType),
    dataset_id: Type.Optional(Id),
  },
);

export type ClassLabel = Static<typeof ClassLabel>;
export type Model = Static<typeof Model>;
export type ModelNew = Static<typeof ModelNew>;
export type ModelUpdate = Static<typeof ModelUpdate>;
export type ModelListQuery = Static<typeof ModelListQuery>;
