import { formatsOf } from '../../format.js';
import type { Dictionary } from '../index.svelte.js';
import { number } from './count.js';
import { runs } from './runs.js';

const { bytes } = formatsOf('ru');

const NONE: Readonly<Record<string, string>> = {
  dataset: 'Датасета',
  model: 'Модели',
  run: 'Запуска',
  file: 'Файла',
};

const statusOf = (status: string | number | undefined): string => {
  const statuses: Readonly<Record<string, string>> = runs.statuses;
  return (statuses[String(status)] ?? String(status)).toLowerCase();
};

export const problems: Dictionary['problems'] = {
  unknown_id: ({ noun, id }) => `${NONE[String(noun)] ?? noun} ${id} нет.`,
  service_unreachable: ({ service }) => `Сервис ${service} недоступен.`,
  service_late: ({ service }) => `Сервис ${service} не ответил вовремя.`,
  service_broke_off: ({ service }) => `Сервис ${service} оборвал ответ.`,
  run_finished: ({ id, status }) => `Запуск ${id} уже не отменить: ${statusOf(status)}.`,
  run_unfinished: ({ id, status }) => `Запуск ${id} ещё не окончен (${statusOf(status)}); сначала отмените его.`,
  name_taken: ({ id, name }) => `Название «${name}» уже у модели ${id}.`,
  name_claimed: ({ id, name }) => `Название «${name}» получит модель, которую обучает запуск ${id}.`,
  replaced_gone: ({ id, name }) => `Модели ${id}, у которой нужно взять название «${name}», нет.`,
  replaced_renamed: ({ id, name, now }) => `Модель ${id} называется не «${name}», а «${now}».`,
  other_test_data: ({ model, other }) =>
    `Сравнить можно только модели, проверенные на одних и тех же строках; модели ${model} и ${other} проверены на разных датасетах. Обучите обе с одним и тем же тестовым датасетом.`,
  other_target: ({ model, other }) =>
    `Сравнить можно только модели, проверенные на одних и тех же строках; модели ${model} и ${other} предсказывают разные столбцы.`,
  other_classes: ({ model, other }) =>
    `Сравнить можно только модели, проверенные на одних и тех же строках; у моделей ${model} и ${other} разные классы. Обучите обе с одним и тем же тестовым датасетом.`,
  other_positive_class: ({ model, other }) =>
    `Сравнить можно только модели с одним и тем же положительным классом; у моделей ${model} и ${other} он разный.`,
  other_test_rows: ({ model, other }) =>
    `Сравнить можно только модели, проверенные на одних и тех же строках; у моделей ${model} и ${other} они разные. Обучите обе с одним и тем же тестовым датасетом.`,
  lacks_columns: ({ columns: lacked }) => `Не хватает столбцов, нужных модели: ${lacked}.`,
  csv_empty: () => 'CSV пуст: нужна строка заголовка.',
  file_too_large: ({ limit }) => `Файл больше допустимого: ${bytes(Number(limit))}.`,
  infer_file_too_large: ({ limit }) =>
    `Файл больше допустимого: ${bytes(Number(limit))}. Загрузите его как датасет и предскажите датасет.`,
  storage_full: () => 'Диск заполнен; новое не сохраняется, пока нет места.',
  in_use: ({ count }) =>
    `Объект используется, запусков в работе: ${number(Number(count))}. Дождитесь их окончания или отмените их.`,
  source_at_end: ({ rows, source }) =>
    `Все строки ${source} (${number(Number(rows))}) уже собраны. Сбросьте указатель или начните с более ранней строки.`,
  rows_not_stored: ({ offset }) =>
    `Строки после ${number(Number(offset))}-й не сохранены; соберите их снова, начав после строки ${number(Number(offset))}.`,
  too_many_rows: ({ limit }) => `За один раз предсказывается строк: не больше ${number(Number(limit))}.`,
  report_under_way: ({ model }) => `Отчёт о модели ${model} ещё составляется. Запросите его чуть позже.`,
  verification_under_way: ({ model }) => `Модель ${model} ещё обучается заново. Запросите проверку чуть позже.`,
  few_drift_rows: ({ limit, input, training }) =>
    `Строки сравниваются, начиная с ${number(Number(limit))}; во входе ${number(Number(input))}, в обучении ${number(Number(training))}.`,
  no_drift: ({ id }) => `Запуск ${id} — не законченное предсказание модели, которая ещё есть.`,
  queue_full: ({ limit }) => `В очереди уже обучений: ${number(Number(limit))}. Повторите, когда часть закончится.`,
};
