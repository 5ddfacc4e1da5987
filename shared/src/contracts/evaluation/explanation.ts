import Type, { type Static } from 'typebox';
import { Estimate } from '../estimate.js';
import { Count, closed, Nullable, Row, Share } from '../wire.js';

/** Loss of `metric` when the column is shuffled among the test rows before it is encoded (Breiman 2001). */
export const PermutationImportance = Type.Object(
  {
    metric: Type.Enum(['accuracy']),
    baseline: Type.Number(),
    repeats: Type.Integer({ minimum: 1 }),
    rows: Type.Integer({ minimum: 1, description: 'Test rows that were shuffled; all, unless there are very many.' }),
    features: Type.Array(
      Type.Object(
        {
          feature: Type.String(),
          mean: Type.Number(),
          sd: Type.Number({ minimum: 0 }),
          impurity: Nullable(Type.Number({ minimum: 0 })),
        },
        closed,
      ),
      { description: 'Falling by `mean`. `impurity`: mean decrease of impurity, which favours many-valued features.' },
    ),
  },
  closed,
);

/** A change of the log odds and the factor of the odds. */
const Effect = Type.Object({ coefficient: Estimate, odds_ratio: Estimate }, closed);

/**
 * A coefficient of a logistic regression; `category` names the column of a one-hot feature. `class` is null where there
 * are two: then the odds are those of the second class.
 */
export const Coefficient = Type.Object(
  {
    feature: Type.String(),
    category: Nullable(Type.String()),
    class: Nullable(Type.String()),
    standardized: Effect,
    per_unit: Effect,
  },
  {
    ...closed,
    description: '`standardized`: per standard deviation of the column; `per_unit`: per unit of the column as it came.',
  },
);

/** Wald intervals from the curvature of the penalised likelihood, which shrinks coefficients towards 0. */
export const Coefficients = Type.Object(
  {
    intercepts: Type.Array(
      Type.Object({ class: Nullable(Type.String()), standardized: Estimate, per_unit: Estimate }, closed),
    ),
    columns: Type.Array(Coefficient),
  },
  closed,
);

/** Test rows of one value, or range of values, of a feature. */
export const Slice = Type.Object(
  {
    feature: Type.String(),
    slice: Type.String({ description: 'The category, the range of numbers, or `missing`.' }),
    n: Type.Integer({ minimum: 1 }),
    accuracy: Estimate,
    gap: Nullable(Type.Number({ description: 'Accuracy less that of all other test rows.' })),
    p: Nullable(Type.Number({ description: "Of Fisher's exact test of the slice against the rest." })),
    p_adjusted: Nullable(Type.Number({ description: 'By Holm, over all slices that are not small.' })),
    is_small: Type.Boolean({ description: 'Too few rows to say anything; not tested.' }),
  },
  closed,
);

/** A test row whose wrong class was predicted with a high probability. `row` counts from 0 in the dataset. */
export const Mistake = Type.Object(
  {
    row: Count,
    truth: Type.String(),
    predicted: Type.String(),
    probability: Share,
    probability_of_truth: Share,
    values: Row,
  },
  closed,
);

export type PermutationImportance = Static<typeof PermutationImportance>;
export type Coefficient = Static<typeof Coefficient>;
export type Coefficients = Static<typeof Coefficients>;
export type Slice = Static<typeof Slice>;
export type Mistake = Static<typeof Mistake>;
