import Type, { type Static } from 'typebox';
import { Notice } from '../notice.js';
import { DroppedColumn } from '../preprocessing.js';
import { Count, closed, Share } from '../wire.js';

const Side = Type.Object({ count: Count, share: Share }, closed);

/** The rows that a model learned from and those that it is judged on. */
export const EvaluationData = Type.Object(
  {
    rows: Type.Integer({ minimum: 0, description: 'Of the dataset, and of the test dataset where there is one.' }),
    n_train: Count,
    n_test: Count,
    unlabelled: Type.Integer({ minimum: 0, description: 'Rows that are on neither side: their class is not known.' }),
    train_share: Share,
    test_share: Share,
    split: Type.Enum(['stratified', 'test_dataset']),
    classes: Type.Array(Type.Object({ label: Type.String(), train: Side, test: Side }, closed)),
    missing: Type.Array(Type.Object({ feature: Type.String(), train: Side, test: Side }, closed)),
    unseen_categories: Type.Array(
      Type.Object({ feature: Type.String(), categories: Type.Array(Type.String()), rows: Count }, closed),
      { description: 'Categories of test rows that no training row has.' },
    ),
    duplicates: Type.Object(
      {
        rows: Type.Integer({ minimum: 0, description: 'Rows equal to an earlier one in every column.' }),
        shared: Type.Integer({ minimum: 0, description: 'Test rows that are equal to a training row.' }),
      },
      closed,
    ),
    dropped: Type.Array(DroppedColumn),
    learned: Type.Array(
      Type.Object({ what: Type.String(), on: Type.Enum(['train', 'test', 'all']), rows: Count }, closed),
      {
        description: 'Each thing that was learned from data, and on which rows.',
      },
    ),
    warnings: Type.Array(Notice, {
      description: 'What limits what the figures say: few test rows, a rare class.',
    }),
  },
  closed,
);

export type EvaluationData = Static<typeof EvaluationData>;
