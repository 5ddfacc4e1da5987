import {
  ClassLabel,
  CrossValidation,
  Engine,
  Metrics,
  Model,
  ModelType,
  Preprocessing,
  ThresholdChoice,
} from '@ml-microservices/shared/contracts';
import Type, { type Static } from 'typebox';

/** Raised when a file can no longer be read as before. */
export const FORMAT_VERSION = '1';

const { hyperparameters, fingerprint, seed, test_size } = Model.properties;

/** What a model file says beside its arrays. Sums of files are SHA-256. */
export const ModelHeader = Type.Object(
  {
    model_type: ModelType,
    engine: Engine,
    engine_version: Type.String(),
    hyperparameters,
    features: Type.Array(Type.String()),
    target: Type.String(),
    classes: Type.Array(ClassLabel, { minItems: 1, uniqueItems: true }),
    preprocessing: Preprocessing,
    metrics: Metrics,
    cross_validation: Type.Optional(CrossValidation),
    threshold_choice: Type.Optional(ThresholdChoice),
    seed,
    test_size,
    dataset_sha256: fingerprint,
    test_dataset_sha256: Type.Union([fingerprint, Type.Null()]),
    fingerprint,
    scalars: Type.Unsafe<Record<string, string | number | boolean | null>>({
      type: 'object',
      additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
      description: "The estimator's own numbers beside its arrays.",
    }),
  },
  { additionalProperties: false },
);

export type ModelHeader = Static<typeof ModelHeader>;
