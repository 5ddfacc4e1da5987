import type { Dictionary } from '../index.svelte.js';
import { models, number, rows } from './count.js';

export const compare: Dictionary['compare'] = {
  title: 'Сравнение моделей',
  note: (tested) => `Проверка общая для всех: ${rows(tested)}.`,
  change: 'Выбрать другие',
  choose: 'Сравнить',
  chooseModel: (name) => `Сравнить ${name}`,
  hint: 'Отметьте две модели или больше, чтобы сравнить их.',
  none: 'Снять отметки',
  these: (count) => `Сравнить: ${models(count)}`,
  empty: 'Нечего сравнивать',
  emptyNote: 'Отметьте в списке от двух до десяти моделей.',
  cannot: 'Эти модели нельзя сравнить',
  differences: 'В чём различия',
  differencesNote: 'Настройки, которые не у всех одинаковы.',
  noDifferences: 'Настройки одинаковы.',
  setting: 'Настройка',
  figures: 'Оценки',
  model: 'Модель',
  pairs: 'Попарно',
  pairsNote:
    'Первая модель минус вторая на тех же строках. Ничья — если интервал содержит 0 или p с поправкой не меньше 0,05.',
  pair: (first, second) => `${first} против ${second}`,
  difference: 'Разность',
  outcomes: { better: 'лучше', worse: 'хуже', tie: 'ничья' },
  onlyRight: (first, second) => `Права только первая: ${number(first)}, только вторая: ${number(second)}.`,
  roc: (label) => `ROC-кривые класса ${label}`,
  rocSummary: (curves) => `Площади под кривыми: ${curves}.`,
};
