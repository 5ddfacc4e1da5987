import Type, { type Static } from 'typebox';
import { MAX_BATCH_SIZE } from './collection.js';
import { Dataset, PreprocessingStep } from './dataset.js';
import { closed, Id, Name } from './wire.js';

export const CollectRequest = Type.Object(
  {
    batch_size: Type.Integer({ minimum: 1, maximum: MAX_BATCH_SIZE }),
    offset: Type.Optional(
      Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'Default: where the last one ended.' }),
    ),
    name: Type.Optional(Name),
  },
  closed,
);

export const CollectResult = Type.Object(
  {
    dataset_id: Id,
    dataset: Dataset,
    rows: Type.Integer({ minimum: 0 }),
    preprocessing: Type.Array(PreprocessingStep),
  },
  closed,
);

export type CollectRequest = Static<typeof CollectRequest>;
export type CollectResult = Static<typeof CollectResult>;
