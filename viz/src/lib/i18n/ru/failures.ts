import { formatsOf } from '../../format.js';
import type { Sentences } from '../sentence.js';
import { number } from './count.js';

const counted = (count: string | number | undefined) => number(Number(count));
const { bytes } = formatsOf('ru');

export const failures: Sentences = {
  single_class: ({ column, class: label }) => `В столбце ${column} нужно не меньше 2 классов, а есть только ${label}.`,
  too_many_classes: ({ column, limit, classes }) =>
    `В столбце ${column} допустимо не больше ${counted(limit)} классов, а их ${counted(classes)}.`,
  unusable_label: ({ column, class: label }) =>
    `В столбце ${column} не может быть класса ${label}: в JSON такой ключ разрешён не везде. Переименуйте его.`,
  regression_not_supported: ({ column, distinct }) =>
    `В столбце ${column} разных чисел: ${counted(distinct)}; предсказываются классы, а не числа.`,
  few_labelled_rows: ({ column, rows }) =>
    `Значение ${column} нужно хотя бы в 2 строках, а таких строк ${counted(rows)}.`,
  folds_need_rows: ({ folds, rows }) =>
    `Для стольких блоков (${counted(folds)}) нужно не меньше обучающих строк, а их ${counted(rows)}.`,
  no_test_rows: ({ rows, classes }) =>
    `Для проверки не остаётся строк: всего их ${counted(rows)}, классов — ${counted(classes)}; по строке остаётся в каждом классе, а одинаковые строки не разделяются.`,
  no_known_class: ({ column }) => `В тестовом датасете нет строк с классом ${column}, который знает модель.`,
  no_features: ({ dropped }) => `Не осталось столбцов для обучения; отброшены: ${dropped}.`,
  too_many_columns: ({ limit, columns, widest }) =>
    `Признаки дают столбцов чисел: ${counted(columns)}, по одному на категорию; допустимо не больше ${counted(limit)}. Больше всего их дают ${widest}. Уберите их.`,
  too_many_neighbors: ({ limit, value }) =>
    `n_neighbors — не больше ${counted(limit)}, числа обучающих строк, получено ${counted(value)}.`,
  infinite_values: ({ column, value }) => `В столбце ${column} нужны конечные числа, получено «${value}».`,
  missing_column: ({ column }) => `В датасете нет столбца ${column}.`,
  other_dataset: () => 'Это не тот датасет, на котором обучена модель.',
  missing_columns: ({ columns }) => `В тестовом датасете не хватает столбцов, нужных модели: ${columns}.`,
  memory_needed: ({ needed, limit, columns, widest }) =>
    `Обучению нужно ${bytes(Number(needed))} памяти; разрешено ${bytes(Number(limit))}. Столбцов чисел: ${counted(columns)}; больше всего дают ${widest}.`,
  memory_grown: ({ megabytes, limit }) =>
    `Обучение заняло ${counted(megabytes)} МиБ памяти; разрешено ${counted(limit)} МиБ.`,
  memory_ended: () => 'Обучению понадобилось больше памяти, чем разрешено, и оно остановлено.',
  worker_died: ({ how }) => `Процесс обучения неожиданно завершился (${how}).`,
  timeout: ({ seconds }) => `Обучение длилось дольше ${counted(seconds)} с и остановлено.`,
  attempts_exhausted: ({ attempts }) =>
    `Обучение прерывалось остановкой сервиса столько раз: ${counted(attempts)}; больше оно не начинается.`,
  interrupted: () => 'Сервис остановлен до окончания предсказания; запустите его снова.',
  disk_full: () => 'Диск ml_service заполнен; результат обучения сохранить не удалось.',
  internal_error: () => 'Ошибка в сервисе; подробности — в его журнале.',
};
