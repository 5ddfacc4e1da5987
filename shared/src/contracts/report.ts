import Type, { type Static } from 'typebox';
import { Dataset } from './dataset.js';
import { evaluationExample } from './evaluation/example.js';
import { Evaluation } from './evaluation.js';
import { datasetExample, modelExample, runExample } from './examples.js';
import { FeatureImportance, Metrics } from './metrics.js';
import { Model } from './model.js';
import { Run } from './run.js';
import { example, Nullable } from './wire.js';

const { metrics, feature_importance, ...reportedModel } = modelExample;

/** All that is known of a model, in one answer: what it is, what it learned from, how it came about, how right it is. */
export const Report = Type.Object(
  {
    model: Type.Omit(Model, ['metrics', 'feature_importance'], { additionalProperties: false }),
    dataset: Dataset,
    test_dataset: Nullable(Dataset),
    run: Run,
    metrics: Metrics,
    feature_importance: Nullable(Type.Array(FeatureImportance)),
    evaluation: Evaluation,
  },
  example({
    model: reportedModel,
    dataset: datasetExample,
    test_dataset: null,
    run: runExample,
    metrics,
    feature_importance,
    evaluation: evaluationExample,
  }),
);

export type Report = Static<typeof Report>;
