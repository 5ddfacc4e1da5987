import { digits, plural } from '../plural.js';

export const number = (count: number) => digits('ru', count);
const counter = (one: string, few: string, many: string) => (count: number) =>
  plural('ru', count, { one, few, many, other: few });

export const rows = counter('строка', 'строки', 'строк');
export const columns = counter('столбец', 'столбца', 'столбцов');
export const cells = counter('ячейка', 'ячейки', 'ячеек');
export const datasets = counter('датасет', 'датасета', 'датасетов');
export const models = counter('модель', 'модели', 'моделей');
export const predictions = counter('предсказание', 'предсказания', 'предсказаний');
export const things = counter('объект', 'объекта', 'объектов');
