import { formatsOf } from '../../format.js';
import { form } from '../plural.js';
import type { Sentences } from '../sentence.js';
import { number } from './count.js';

const { bytes } = formatsOf('ru');
const size = (value: string | number | undefined) => bytes(Number(value));
const counted = (count: string | number | undefined) => number(Number(count));
/** "3 из 100 деревьев": after «из» the genitive, singular only where the number ends in one but not in eleven. */
const share =
  (one: string, other: string, more = ''): Sentences[string] =>
  ({ done, total }) =>
    `${more}${counted(done)} из ${counted(total)} ${form('ru', Number(total), { one, other })}`;

export const progress: Sentences = {
  reading: () => 'чтение датасета',
  bytes_read: ({ bytes: read }) => `прочитано ${size(read)}`,
  rows_read: ({ rows }) => `прочитано строк: ${counted(rows)}`,
  rows_known: ({ rows }) => `строк: ${counted(rows)}, уже прочитаны`,
  features_chosen: ({ features }) => `выбрано признаков: ${counted(features)}`,
  rows_split: ({ train, test }) => `строк для обучения: ${counted(train)}, для проверки: ${counted(test)}`,
  folds_done: share('блока', 'блоков'),
  iterations_done: share('итерации', 'итераций'),
  trees_done: share('дерева', 'деревьев'),
  rounds_done: share('раунда', 'раундов'),
  rows_done: share('строки', 'строк'),
  rows_judged: share('строки', 'строк', 'проверено '),
  writing: () => 'запись файла модели',
  written: ({ bytes: count }) => `файл модели: ${size(count)}`,
  model_stored: () => 'модель сохранена',
  cancelled_by_request: () => 'по запросу',
};
