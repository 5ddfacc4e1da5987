import Type, { type Static } from 'typebox';
import { Count, closed, example, Id, Nullable } from './wire.js';

/** Fewer rows say nothing of a distribution. */
export const MIN_DRIFT_ROWS = 20;
/** Most features that are told, those that moved most. */
export const MAX_DRIFT_FEATURES = 200;

const P = Type.Number({ minimum: 0, maximum: 1 });

/**
 * Rows with values of a feature: over `from` up to `to`, where null is without end; of one category; of all that are
 * `rare` in training, or `new`; or `missing`.
 */
export const DriftBin = Type.Object(
  {
    kind: Type.Enum(['range', 'category', 'rare', 'new', 'missing']),
    from: Type.Optional(Nullable(Type.Number())),
    to: Type.Optional(Nullable(Type.Number())),
    category: Type.Optional(Type.String()),
    training: Count,
    input: Count,
  },
  closed,
);

/** Whether the `values` of a feature differ, or the share of those that are `rare`, `new` or `missing`. */
export const DriftTest = Type.Object(
  {
    of: Type.Enum(['values', 'rare', 'new', 'missing']),
    method: Type.Enum(['chi_square', 'fisher']),
    statistic: Nullable(Type.Number({ minimum: 0, description: 'Of the chi-square test.' })),
    degrees_of_freedom: Nullable(Type.Integer({ minimum: 1 })),
    p: P,
    p_adjusted: Type.Number({ ...P, description: 'By Holm, over all tests of all features.' }),
  },
  closed,
);

/**
 * `psi` is the population stability index over all bins, of which an empty one counts half a row. A feature drifts where
 * a test says so (`p_adjusted` below 0.05) and the shift is of some size: `moderate` from a PSI of 0.1 on, `large` from
 * 0.25 on.
 */
export const FeatureDrift = Type.Object(
  {
    feature: Type.String(),
    verdict: Type.Enum(['stable', 'moderate', 'large']),
    psi: Type.Number({ minimum: 0 }),
    tests: Type.Array(DriftTest),
    bins: Type.Array(DriftBin, { minItems: 1 }),
  },
  closed,
);

/** How the rows of an inference differ from those that its model learned from. */
export const Drift = Type.Object(
  {
    run_id: Id,
    model_id: Id,
    training_rows: Count,
    input_rows: Count,
    n_features: Type.Integer({ minimum: 1 }),
    n_drifted: Count,
    features: Type.Array(FeatureDrift, {
      maxItems: MAX_DRIFT_FEATURES,
      description: `Those that moved most come first; at most ${MAX_DRIFT_FEATURES} of them.`,
    }),
  },
  example({
    run_id: 7,
    model_id: 3,
    training_rows: 712,
    input_rows: 100,
    n_features: 1,
    n_drifted: 1,
    features: [
      {
        feature: 'Sex',
        verdict: 'large' as const,
        psi: 0.5,
        tests: [
          {
            of: 'values' as const,
            method: 'chi_square' as const,
            statistic: 43.3,
            degrees_of_freedom: 1,
            p: 4.7e-11,
            p_adjusted: 4.7e-11,
          },
        ],
        bins: [
          { kind: 'category' as const, category: 'male', training: 461, input: 30 },
          { kind: 'category' as const, category: 'female', training: 251, input: 70 },
        ],
      },
    ],
  }),
);

export type DriftBin = Static<typeof DriftBin>;
export type DriftTest = Static<typeof DriftTest>;
export type FeatureDrift = Static<typeof FeatureDrift>;
export type Drift = Static<typeof Drift>;
