import Type, { type Static } from 'typebox';
import { Estimate } from '../estimate.js';
import { ConfusionMatrix } from '../metrics.js';
import { closed, Nullable } from '../wire.js';

/** What depends on which class is predicted. `specificity` is null for more than two classes. */
const decided = {
  accuracy: Estimate,
  balanced_accuracy: Estimate,
  precision: Estimate,
  recall: Estimate,
  specificity: Nullable(Estimate),
  f1: Estimate,
  mcc: Estimate,
  cohen_kappa: Estimate,
};

/** By name, on the test rows, at the class of highest probability; the last two are of the training rows. */
export const MetricEstimates = Type.Object(
  {
    ...decided,
    log_loss: Estimate,
    roc_auc: Estimate,
    average_precision: Estimate,
    brier: Estimate,
    brier_skill: Estimate,
    ece: Estimate,
    train_accuracy: Estimate,
    oob_accuracy: Estimate,
  },
  closed,
);

const averaged = { precision: Estimate, recall: Estimate, f1: Estimate, support: Type.Integer({ minimum: 0 }) };
export const ScoreEstimates = Type.Object(averaged, closed);
export const ClassEstimates = Type.Object({ label: Type.String(), ...averaged }, closed);

/** The predictions and what depends on them at one threshold; `null` is the class of highest probability. */
export const DecisionPoint = Type.Object(
  {
    threshold: Nullable(Type.Number({ minimum: 0, maximum: 1 })),
    confusion_matrix: ConfusionMatrix,
    metrics: Type.Object(decided, closed),
  },
  closed,
);

/** How the threshold of a model was chosen, on scores of rows that the scoring fit had not seen. */
export const ThresholdChoice = Type.Object(
  {
    by: Type.Enum(['f1', 'youden', 'cost']),
    threshold: Type.Number({ minimum: 0, maximum: 1 }),
    criterion: Type.Number({ description: 'F1 or Youden J at the threshold, or the mean cost of a row.' }),
    scores: Type.Enum(['out_of_bag', 'cross_validation']),
    n: Type.Integer({ minimum: 1 }),
    cost_fp: Nullable(Type.Number()),
    cost_fn: Nullable(Type.Number()),
  },
  closed,
);

/** Each metric over the folds; the interval is corrected for folds that share training rows (Nadeau and Bengio 2003). */
export const CrossValidation = Type.Object(
  {
    folds: Type.Integer({ minimum: 2, maximum: 20 }),
    repeats: Type.Integer({ minimum: 1, maximum: 10 }),
    rows: Type.Integer({ minimum: 2, description: 'The training rows: the test rows take no part.' }),
    accuracy: Estimate,
    log_loss: Estimate,
    roc_auc: Estimate,
    by_fold: Type.Array(
      Type.Object(
        {
          repeat: Type.Integer({ minimum: 1 }),
          fold: Type.Integer({ minimum: 1 }),
          n_train: Type.Integer({ minimum: 1 }),
          n_test: Type.Integer({ minimum: 1 }),
          accuracy: Nullable(Type.Number()),
          log_loss: Nullable(Type.Number()),
          roc_auc: Nullable(Type.Number()),
        },
        closed,
      ),
    ),
  },
  closed,
);

export type MetricEstimates = Static<typeof MetricEstimates>;
export type ScoreEstimates = Static<typeof ScoreEstimates>;
export type ClassEstimates = Static<typeof ClassEstimates>;
export type DecisionPoint = Static<typeof DecisionPoint>;
export type ThresholdChoice = Static<typeof ThresholdChoice>;
export type CrossValidation = Static<typeof CrossValidation>;
