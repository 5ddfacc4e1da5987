import Type, { type Static } from 'typebox';
import { MAX_BATCH_SIZE } from './collection.js';
import { Dataset } from './dataset.js';
import { datasetExample, stepsExample } from './examples.js';
import { PreprocessingStep } from './preprocessing-step.js';
import { example, Id, Name } from './wire.js';

export const CollectRequest = Type.Object(
  {
    batch_size: Type.Integer({ minimum: 1, maximum: MAX_BATCH_SIZE }),
    offset: Type.Optional(
      Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'Default: where the last one ended.' }),
    ),
    name: Type.Optional(Name),
  },
  example({ batch_size: 100 }),
);

export const CollectResult = Type.Object(
  {
    dataset_id: Id,
    dataset: Dataset,
    rows: Type.Integer({ minimum: 0 }),
    preprocessing: Type.Array(PreprocessingStep),
  },
  example({ dataset_id: 1, dataset: datasetExample, rows: 891, preprocessing: stepsExample }),
);

export type CollectRequest = Static<typeof CollectRequest>;
export type CollectResult = Static<typeof CollectResult>;
