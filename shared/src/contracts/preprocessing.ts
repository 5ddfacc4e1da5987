import Type, { type Static } from 'typebox';
import { ColumnType } from './column.js';
import { NoticeValues } from './notice.js';
import { closed, Nullable } from './wire.js';

/**
 * How one column becomes numbers, learned on the training rows alone. A missing value becomes `impute`, unless it is
 * kept: the median of a numeric column, the code of the most frequent category of a categorical one.
 */
export const FeaturePreparation = Type.Object(
  {
    name: Type.String(),
    type: ColumnType,
    impute: Type.Number(),
    categories: Type.Optional(Type.Array(Type.String(), { description: 'In coding order: code 0 is first.' })),
    missing: Type.Integer({ minimum: 0, description: 'Training rows in which the value was missing.' }),
  },
  closed,
);

/** `code` and `values` say the reason for pages in other languages; models of before have its English text alone. */
export const DroppedColumn = Type.Object(
  {
    name: Type.String(),
    reason: Type.String(),
    code: Type.Optional(Type.String()),
    values: Type.Optional(NoticeValues),
  },
  closed,
);

/** All that a model needs to turn a row into numbers, and what its training left out. */
export const Preprocessing = Type.Object(
  {
    features: Type.Array(FeaturePreparation),
    target: Type.String(),
    target_type: ColumnType,
    dropped: Type.Array(DroppedColumn),
    keep_missing: Type.Optional(
      Type.Boolean({ description: 'Missing values stay missing: the model has learned where they belong.' }),
    ),
    one_hot: Type.Boolean({ description: 'Categoricals of more than two values become one column a category.' }),
    means: Nullable(Type.Array(Type.Number(), { description: 'One a matrix column, subtracted first.' })),
    scales: Nullable(Type.Array(Type.Number(), { description: 'One a matrix column, divided by second.' })),
    fitted_rows: Type.Integer({ minimum: 0, description: 'Number of training rows it was learned on.' }),
  },
  closed,
);

export type FeaturePreparation = Static<typeof FeaturePreparation>;
export type DroppedColumn = Static<typeof DroppedColumn>;
export type Preprocessing = Static<typeof Preprocessing>;
