import type { Dictionary } from '../index.svelte.js';
import { things, number as written } from './count.js';

export const common: Dictionary['common'] = {
  product: 'ML Microservices',
  name: 'Название',
  created: 'Создано',
  actions: 'Действия',
  actionsFor: (name) => `Действия: ${name}`,
  cancel: 'Отмена',
  close: 'Закрыть',
  delete: 'Удалить',
  describe: 'Название и описание',
  description: 'Описание',
  deleted: (name) => `Удалено: ${name}`,
  download: 'Скачать',
  loading: 'Загрузка',
  retry: 'Повторить',
  save: 'Сохранить',
  trail: 'Вы находитесь здесь',
  all: 'Показать все',
};

export const nav: Dictionary['nav'] = {
  label: 'Основное меню',
  open: 'Открыть меню',
  skip: 'К содержимому',
  theme: (choice) => `Тема: ${choice}`,
  themes: { system: 'как в системе', light: 'светлая', dark: 'тёмная' },
  overview: 'Обзор',
  collect: 'Сбор данных',
  datasets: 'Датасеты',
  train: 'Обучение',
  runs: 'Запуски',
  models: 'Модели',
  predict: 'Предсказание',
};

export const shortcuts: Dictionary['shortcuts'] = {
  title: 'Горячие клавиши',
  search: 'Поиск',
  submit: 'Отправить форму',
  help: 'Показать эту подсказку',
};

export const health: Dictionary['health'] = {
  summary: {
    well: 'Все сервисы работают',
    ill: 'Один из сервисов не работает',
    unknown: 'Нет связи',
    checking: 'Проверка сервисов',
  },
  lost: 'Нет связи с сервером. Данные на экране могли устареть; попытка повторяется каждые несколько секунд.',
  away: 'web-master не отвечает. Данные на экране могли устареть; попытка повторяется каждые несколько секунд.',
  down: (names) => `Не работает: ${names}.`,
  effects: {
    storage: 'Пока он не заработает, хранимые данные нельзя ни посмотреть, ни изменить.',
    ml_service: 'Пока он не заработает, нельзя обучать, предсказывать и строить отчёты; данные и модели доступны.',
    collector: 'Пока он не заработает, нельзя собирать данные; остальное работает.',
  },
  title: 'Сервисы',
  note: 'Проверка каждые 5 секунд',
  service: 'Сервис',
  status: 'Состояние',
  latency: 'Задержка',
  version: 'Версия',
  statuses: { healthy: 'Работает', unhealthy: 'Не работает' },
};

export const notFound: Dictionary['notFound'] = {
  title: 'Здесь ничего нет',
  note: 'Возможно, в адресе опечатка или то, что здесь было, удалено.',
  broken: 'Ошибка на странице',
  brokenNote: 'Если пропала связь, страница загрузится сама, когда связь восстановится. Иначе попробуйте ещё раз.',
  home: 'Перейти к обзору',
};

export const table: Dictionary['table'] = {
  clear: 'Сбросить фильтры',
  nothing: 'Ничего не найдено',
  nothingNote: 'Попробуйте другое слово или сбросьте фильтры.',
  pages: 'Страницы',
  previous: 'Предыдущая страница',
  next: 'Следующая страница',
  range: (first, last, total) => `${first}–${last} из ${total}`,
  pastEnd: 'Такой страницы нет',
  pastEndNote: (total) => `Список стал короче: в нём теперь ${total}.`,
  firstPage: 'Первая страница',
  row: 'Строка',
  sortable: 'сортировать',
};

export const picker: Dictionary['picker'] = {
  all: (count) => `Всего: ${written(count)}`,
  newest: (shown, total) => `Новейшие ${shown} из ${written(total)}. Чтобы найти другие, введите часть имени.`,
  unknown: (id) => `${id}: такого нет`,
};

export const deletion: Dictionary['deletion'] = {
  title: (name) => `Удалить ${name}?`,
  question: 'Это действие нельзя отменить.',
  dependents: (count) => `Вместе с этим будет удалено: ${things(count)}`,
  all: (count) => `Удалить всё (${count})`,
  kinds: { dataset: 'датасет', model: 'модель', run: 'запуск', file: 'файл' },
};
