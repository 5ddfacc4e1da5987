import { formatsOf } from '../../format.js';
import { form } from '../plural.js';
import type { Sentences } from '../sentence.js';
import { number, rows } from './count.js';

const { bytes } = formatsOf('en');
const size = (value: string | number | undefined) => bytes(Number(value));
/** "3 of 100 trees": `one` and `other` are the noun's forms. */
const share =
  (one: string, other: string, more = ''): Sentences[string] =>
  ({ done, total }) =>
    `${number(Number(done))} of ${number(Number(total))} ${form('en', Number(total), { one, other })}${more}`;

/** What a run says on its way, by the code of its note. */
export const progress: Sentences = {
  reading: () => 'reading the dataset',
  bytes_read: ({ bytes: read }) => `${size(read)} read`,
  rows_read: ({ rows: count }) => `${rows(Number(count))} read`,
  rows_known: ({ rows: count }) => `${rows(Number(count))}, read before`,
  features_chosen: ({ features }) =>
    `${number(Number(features))} ${form('en', Number(features), { one: 'feature', other: 'features' })} chosen`,
  rows_split: ({ train, test }) => `${rows(Number(train))} to learn from, ${number(Number(test))} to be judged on`,
  folds_done: share('fold', 'folds'),
  iterations_done: share('iteration', 'iterations'),
  trees_done: share('tree', 'trees'),
  rounds_done: share('round', 'rounds'),
  rows_done: share('row', 'rows'),
  rows_judged: share('row', 'rows', ' judged'),
  writing: () => 'writing the model file',
  written: ({ bytes: count }) => `the model file has ${size(count)}`,
  model_stored: () => 'the model is stored',
  cancelled_by_request: () => 'by request',
};
