import type { Dictionary } from '../index.svelte.js';
import { runs } from './runs.js';

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
  name_taken: ({ id, name }) => `Имя «${name}» уже у модели ${id}.`,
  other_test_rows: ({ model, other }) =>
    `Сравнить можно только модели, проверенные на одних и тех же строках; у моделей ${model} и ${other} они разные.`,
};
