import type { NumberRange } from '../../forms/schema.js';
import type { Dictionary } from '../index.svelte.js';
import { number as written } from './count.js';

const limit = (value: number) => (Number.isInteger(value) ? written(value) : String(value).replace('.', ','));

function range({ minimum, maximum, isOpen, isOpenAbove }: NumberRange): string {
  const low = `${isOpen ? 'больше' : 'от'} ${limit(minimum)}`;
  if (!Number.isFinite(maximum)) return low;
  const upTo = isOpen ? 'и не больше' : 'до';
  return `${low} ${isOpenAbove ? 'и меньше' : upTo} ${limit(maximum)}`;
}

export const forms: Dictionary['forms'] = {
  atLeast: (minimum) => `Нужно целое число не меньше ${written(minimum)}.`,
  integer: (low, high) => `Нужно целое число от ${written(low)} до ${written(high)}.`,
  between: (low, high) => `Нужно число больше ${written(low)} и меньше ${written(high)}.`,
  fault(_fault, limits) {
    if (!limits) return 'Выберите значение.';
    const kind = limits.isInteger ? 'целое число' : 'число';
    return Number.isFinite(limits.minimum) ? `Нужно ${kind} ${range(limits)}.` : `Нужно ${kind}.`;
  },
  isDefault: 'по умолчанию',
  number: 'число…',
  reset: (value) => `вернуть ${value}`,
};

export const modelTypes: Dictionary['modelTypes'] = {
  titles: {
    LogisticRegression: 'Логистическая регрессия',
    RandomForest: 'Случайный лес',
    GradientBoosting: 'Градиентный бустинг',
    KNN: 'Ближайшие соседи',
  },
  advice: {
    LogisticRegression:
      'Каждый признак повышает или понижает шансы. Быстрая и легко объяснимая; хорошая первая модель и мерка для других.',
    RandomForest:
      'Голосует множество деревьев решений. На таблицах обычно точнее всех; сам находит взаимодействия и показывает важность признаков.',
    GradientBoosting:
      'Небольшие деревья одно за другим, каждое исправляет предыдущие. Сильный и быстрый на многих строках; учится и на пропусках; лишние раунды переобучают.',
    KNN: 'Голосуют самые похожие известные строки. Ничего не предполагает о данных; лучше всего при малом числе признаков и нескольких тысячах строк.',
  },
  engines: { native: 'собственный', mljs: 'ml.js' },
};

export const params: Dictionary['params'] = {
  help: {
    C: 'Чем меньше, тем меньше коэффициенты (сильнее регуляризация).',
    max_iter: 'Наибольшее число итераций.',
    tol: 'Обучение останавливается, когда градиент меньше этого.',
    n_estimators: 'Число деревьев. Чем больше, тем устойчивее и дольше.',
    max_depth: 'Наибольшая глубина дерева. Без ограничения дерево растёт до чистых или наименьших допустимых листьев.',
    max_features: 'Сколько признаков пробуется в каждом узле.',
    min_samples_split: 'Наименьшее число строк в узле, чтобы его разделить.',
    min_samples_leaf: 'Наименьшее число строк в листе. Чем больше, тем глаже модель.',
    learning_rate: 'Какая доля каждого дерева учитывается. Чем меньше шаги, тем больше нужно деревьев.',
    l2_regularization: 'Чем больше, тем меньше шаги там, где за них говорят немногие строки.',
    early_stopping: 'Остановиться, когда отложенные строки больше ничего не выигрывают.',
    validation_fraction: 'При ранней остановке: какая доля обучающих строк откладывается.',
    n_iter_no_change: 'При ранней остановке: сколько раундов без выигрыша ждать.',
    n_neighbors: 'Сколько соседей голосует.',
    weights: 'Считать ли голоса близких соседей весомее.',
  },
  choices: {
    null: 'без ограничения',
    true: 'да',
    false: 'нет',
    sqrt: 'корень из числа всех',
    log2: 'логарифм числа всех',
    uniform: 'все равны',
    distance: 'обратно расстоянию',
  },
};
