import Type, { type Static } from 'typebox';
import { closed, Nullable } from './wire.js';

/** A metric that may be undefined, as ROC AUC is where only one class occurs: then `null`, never a made-up number. */
const Maybe = Nullable(Type.Number());

export const ClassScores = Type.Object(
  { precision: Type.Number(), recall: Type.Number(), f1: Type.Number(), support: Type.Integer({ minimum: 0 }) },
  closed,
);

/** scikit-learn's classification_report; a division by zero counts as 0. */
export const ClassificationReport = Type.Object(
  {
    classes: Type.Record(Type.String(), ClassScores),
    accuracy: Type.Number(),
    macro_avg: ClassScores,
    weighted_avg: ClassScores,
  },
  closed,
);

/** `counts[i][j]`: rows of true class `labels[i]` that were predicted as `labels[j]`. */
export const ConfusionMatrix = Type.Object(
  { labels: Type.Array(Type.String()), counts: Type.Array(Type.Array(Type.Integer({ minimum: 0 }))) },
  closed,
);

/** Point values of the metrics on the test rows; the report adds an interval to each. */
export const Metrics = Type.Object(
  {
    n_train: Type.Integer({ minimum: 0 }),
    n_test: Type.Integer({ minimum: 0 }),
    accuracy: Maybe,
    balanced_accuracy: Maybe,
    precision: Maybe,
    recall: Maybe,
    f1: Maybe,
    mcc: Maybe,
    cohen_kappa: Maybe,
    log_loss: Maybe,
    roc_auc: Maybe,
    average_precision: Maybe,
    brier: Maybe,
    train_accuracy: Maybe,
    oob_accuracy: Maybe,
    n_iter: Type.Optional(
      Type.Integer({ minimum: 0, description: 'Iterations of the solver; of logistic regression (native) alone.' }),
    ),
    converged: Type.Optional(
      Type.Boolean({ description: 'Whether the solver converged within max_iter iterations; beside n_iter.' }),
    ),
    confusion_matrix: ConfusionMatrix,
    classification_report: ClassificationReport,
  },
  closed,
);

export const FeatureImportance = Type.Object({ feature: Type.String(), importance: Type.Number() }, closed);

export type ClassScores = Static<typeof ClassScores>;
export type ClassificationReport = Static<typeof ClassificationReport>;
export type ConfusionMatrix = Static<typeof ConfusionMatrix>;
export type Metrics = Static<typeof Metrics>;
export type FeatureImportance = Static<typeof FeatureImportance>;
