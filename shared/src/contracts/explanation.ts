import Type, { type Static } from 'typebox';
import { explanationsExample } from './examples.js';
import { ClassLabel } from './model.js';
import { InputWarning, Prediction, PredictRequest } from './prediction.js';
import { Cell, closed, Nullable, Row } from './wire.js';

/** Most rows that are explained at once, and most numbers that explain them. */
export const MAX_EXPLAIN_ROWS = 100;
export const MAX_EXPLAIN_TERMS = 500_000;

export const ExplainRequest = PredictRequest;

/** What a column adds to an output; `value` is what the model took, the imputed one where the cell was missing. */
const Contribution = Type.Object({ feature: Type.String(), value: Cell, contribution: Type.Number() }, closed);

/** `base` + all contributions = `total`. */
const ExplainedOutput = Type.Object(
  {
    class: ClassLabel,
    against: Nullable(ClassLabel),
    base: Type.Number(),
    contributions: Type.Array(Contribution),
    total: Type.Number(),
  },
  {
    ...closed,
    description:
      'With two classes one output, of the second `against` the first; with more, one for each class. Log odds become ' +
      'probabilities by the logistic function of `total`, or by the softmax over the totals.',
  },
);

/** A training row, counted from 0 in the dataset; `values` as the model compares them, imputed where missing. */
const Neighbor = Type.Object(
  {
    row: Type.Integer({ minimum: 0, description: 'Row of the training dataset, counted from 0.' }),
    distance: Type.Number({ minimum: 0, description: 'Euclidean, over the columns scaled to unit variance.' }),
    weight: Type.Number({ minimum: 0, maximum: 1, description: 'Share of the vote: those of a class sum to its p.' }),
    class: ClassLabel,
    values: Row,
  },
  closed,
);

const ExplainedByTerms = Type.Object({ ...Prediction.properties, outputs: Type.Array(ExplainedOutput) }, closed);
const ExplainedByNeighbors = Type.Object({ ...Prediction.properties, neighbors: Type.Array(Neighbor) }, closed);

const rows = Type.Integer({ minimum: 1 });
const warnings = Type.Array(InputWarning);

/**
 * Why rows are predicted as they are: by terms that add up to the prediction (coefficient times value, or what each
 * split on the way down the trees changes, after Saabas 2014), or by the training rows that voted.
 */
export const Explanations = Type.Union(
  [
    Type.Object(
      {
        method: Type.Enum(['coefficients', 'paths']),
        scale: Type.Enum(['log_odds', 'probability']),
        rows,
        explanations: Type.Array(ExplainedByTerms),
        warnings,
      },
      closed,
    ),
    Type.Object(
      { method: Type.Literal('neighbors'), rows, explanations: Type.Array(ExplainedByNeighbors), warnings },
      closed,
    ),
  ],
  { examples: [explanationsExample] },
);

export type Explanations = Static<typeof Explanations>;
export type ExplainedOutput = Static<typeof ExplainedOutput>;
export type Neighbor = Static<typeof Neighbor>;
export type ExplainRequest = Static<typeof ExplainRequest>;
