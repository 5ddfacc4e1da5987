import Type, { type Static } from 'typebox';
import { ClassCurves, ThresholdRow } from './evaluation/curves.js';
import { EvaluationData } from './evaluation/data.js';
import { PartialDependence } from './evaluation/dependence.js';
import { evaluationExample } from './evaluation/example.js';
import { Coefficients, Mistake, PermutationImportance, Slice } from './evaluation/explanation.js';
import {
  ClassEstimates,
  CrossValidation,
  DecisionPoint,
  MetricEstimates,
  ScoreEstimates,
  ThresholdChoice,
} from './evaluation/scores.js';
import { Baselines, Leakage, Reproducibility, Verdict } from './evaluation/trust.js';
import { closed, example, Nullable } from './wire.js';

export * from './evaluation/curves.js';
export { EvaluationData } from './evaluation/data.js';
export * from './evaluation/dependence.js';
export * from './evaluation/explanation.js';
export * from './evaluation/scores.js';
export * from './evaluation/trust.js';

/** Raised when the same model is evaluated in another way than before; a stored evaluation of another is made anew. */
export const EVALUATION_VERSION = 15;

/** How right a model is on its test rows, how sure that is, and why it can be believed. */
export const Evaluation = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    bootstrap: Type.Object(
      { resamples: Type.Integer({ minimum: 1 }), seed: Type.Integer({ minimum: 0 }), level: Type.Number() },
      closed,
    ),
    verdict: Verdict,
    baselines: Baselines,
    data: EvaluationData,
    metrics: MetricEstimates,
    classes: Type.Array(ClassEstimates),
    macro_avg: ScoreEstimates,
    weighted_avg: ScoreEstimates,
    decisions: Type.Object(
      { default: DecisionPoint, served: Nullable(DecisionPoint), choice: Nullable(ThresholdChoice) },
      {
        ...closed,
        description: "`served`: at the model's threshold, where it has one; `choice`: how the training chose one.",
      },
    ),
    curves: Type.Array(ClassCurves, {
      description: 'One where there are two classes, else one a class, of the ten that are most frequent.',
    }),
    thresholds: Type.Array(ThresholdRow, { description: 'Rising; empty for more than two classes.' }),
    cross_validation: Nullable(CrossValidation),
    permutation_importance: PermutationImportance,
    partial_dependence: PartialDependence,
    coefficients: Nullable(Coefficients),
    slices: Type.Array(Slice),
    mistakes: Type.Array(Mistake, { maxItems: 10 }),
    leakage: Leakage,
    reproducibility: Reproducibility,
  },
  example(evaluationExample),
);

export type Evaluation = Static<typeof Evaluation>;
