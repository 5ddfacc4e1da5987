import Type, { type Static } from 'typebox';
import { Dataset } from './dataset.js';
import { evaluationExample } from './evaluation/example.js';
import { MetricEstimates } from './evaluation/scores.js';
import { Evaluation } from './evaluation.js';
import { datasetExample, modelExample, runExample } from './examples.js';
import { ClassificationReport, ConfusionMatrix, FeatureImportance, Metrics } from './metrics.js';
import { Model } from './model.js';
import { Run } from './run.js';
import { closed, example, Nullable } from './wire.js';

const { metrics, feature_importance, ...reportedModel } = modelExample;

/** The metrics with their intervals, at the class of highest probability; the two tables as scikit-learn gives them. */
export const ReportMetrics = Type.Object(
  {
    n_train: Type.Integer({ minimum: 0 }),
    n_test: Type.Integer({ minimum: 0 }),
    ...Type.Pick(Metrics, ['n_iter', 'converged']).properties,
    ...MetricEstimates.properties,
    confusion_matrix: ConfusionMatrix,
    classification_report: ClassificationReport,
  },
  closed,
);

/** All that is known of a model, in one answer: what it is, what it learned from, how it came about, how right it is. */
export const Report = Type.Object(
  {
    model: Type.Omit(Model, ['metrics', 'feature_importance'], { additionalProperties: false }),
    dataset: Dataset,
    test_dataset: Nullable(Dataset),
    run: Run,
    metrics: ReportMetrics,
    feature_importance: Nullable(Type.Array(FeatureImportance)),
    evaluation: Evaluation,
  },
  example({
    model: reportedModel,
    dataset: datasetExample,
    test_dataset: null,
    run: runExample,
    metrics: {
      n_train: metrics.n_train,
      n_test: metrics.n_test,
      ...evaluationExample.metrics,
      confusion_matrix: metrics.confusion_matrix,
      classification_report: metrics.classification_report,
    },
    feature_importance,
    evaluation: evaluationExample,
  }),
);

export type ReportMetrics = Static<typeof ReportMetrics>;
export type Report = Static<typeof Report>;
