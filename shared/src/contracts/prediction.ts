import Type, { type Static } from 'typebox';
import { predictionResultExample } from './examples.js';
import { ClassLabel } from './model.js';
import { PreprocessingStep } from './preprocessing-step.js';
import { closed, example, Id, Row } from './wire.js';

/** Most rows that are answered at once, and most predictions that a run's result carries inline. */
export const MAX_PREDICT_ROWS = 10_000;
export const MAX_INLINE_PREDICTIONS = 1_000;

/** `probability` is that of the class predicted. */
export const Prediction = Type.Object(
  {
    prediction: ClassLabel,
    probability: Type.Number({ minimum: 0, maximum: 1 }),
    probabilities: Type.Record(Type.String(), Type.Number({ minimum: 0, maximum: 1 })),
  },
  closed,
);

/** Something about the input that the user should know, with the number of cells or columns it concerns. */
export const InputWarning = Type.Object(
  {
    code: Type.Enum(['unknown_category', 'ignored_column', 'imputed_value']),
    column: Type.String(),
    count: Type.Integer({ minimum: 1 }),
    message: Type.String(),
  },
  closed,
);

/** How right the predictions were on the input rows that carry the target. */
export const InferenceScore = Type.Object(
  {
    n: Type.Integer({ minimum: 1 }),
    correct: Type.Integer({ minimum: 0 }),
    accuracy: Type.Number(),
    learned_from: Type.Optional(
      Type.Boolean({ description: 'The model learned from rows of this dataset, so it is less right on others.' }),
    ),
  },
  closed,
);

export const PredictionResult = Type.Object(
  {
    rows: Type.Integer({ minimum: 0 }),
    predictions: Type.Array(Prediction),
    warnings: Type.Array(InputWarning),
    preprocessing: Type.Optional(Type.Array(PreprocessingStep, { description: 'What was done to read CSV text.' })),
    score: Type.Optional(InferenceScore),
  },
  example(predictionResultExample),
);

const input = {
  data: Type.Optional(Type.String({ description: 'CSV text with a header line.' })),
  rows: Type.Optional(Type.Array(Row, { description: 'One object a row, by column name.' })),
};

/** Exactly one of `data`, `rows` and `dataset_id` is given. */
export const InferRequest = Type.Object(
  { model_id: Id, ...input, dataset_id: Type.Optional(Id) },
  example({ model_id: 1, data: 'Pclass,Sex,Age\n1,female,38\n' }),
);
/** Exactly one of `data` and `rows` is given. */
export const PredictRequest = Type.Object(input, example({ rows: [{ Pclass: 1, Sex: 'female', Age: 38 }] }));

export type Prediction = Static<typeof Prediction>;
export type InputWarning = Static<typeof InputWarning>;
export type InferenceScore = Static<typeof InferenceScore>;
export type PredictionResult = Static<typeof PredictionResult>;
export type InferRequest = Static<typeof InferRequest>;
export type PredictRequest = Static<typeof PredictRequest>;
