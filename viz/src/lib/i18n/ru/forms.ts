import type { NumberRange } from '../../forms/schema.js';
import type { Dictionary } from '../index.svelte.js';
import { number as written } from './count.js';

const limit = (value: number) => (Number.isInteger(value) ? written(value) : String(value).replace('.', ','));

function range({ minimum, maximum, isOpen }: NumberRange): string {
  const low = `${isOpen ? 'больше' : 'от'} ${limit(minimum)}`;
  return Number.isFinite(maximum) ? `${low} ${isOpen ? 'и не больше' : 'до'} ${limit(maximum)}` : low;
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
  titles: { LogisticRegression: 'Логистическая регрессия', RandomForest: 'Случайный лес', KNN: 'Ближайшие соседи' },
  advice: {
    LogisticRegression:
      'Каждый признак повышает или понижает шансы. Быстрая и легко объяснимая; хорошая первая модель и мерка для других.',
    RandomForest:
      'Голосует множество деревьев решений. На таблицах обычно точнее всех; сам находит взаимодействия и показывает важность признаков.',
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
    max_depth: 'Наибольшая глубина дерева. Без ограничения дерево растёт до чистых листьев.',
    max_features: 'Сколько признаков пробуется в каждом узле.',
    min_samples_split: 'Наименьшее число строк в узле, чтобы его разделить.',
    min_samples_leaf: 'Наименьшее число строк в листе. Чем больше, тем глаже модель.',
    n_neighbors: 'Сколько соседей голосует.',
    weights: 'Считать ли голоса близких соседей весомее.',
  },
  choices: {
    null: 'без ограничения',
    sqrt: 'корень из числа всех',
    log2: 'логарифм числа всех',
    uniform: 'все равны',
    distance: 'обратно расстоянию',
  },
};
