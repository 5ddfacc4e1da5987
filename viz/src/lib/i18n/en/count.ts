import { digits, plural } from '../plural.js';

export const number = (count: number) => digits('en', count);
const counter = (one: string, other: string) => (count: number) => plural('en', count, { one, other });

export const rows = counter('row', 'rows');
export const columns = counter('column', 'columns');
export const features = counter('feature', 'features');
export const cells = counter('cell', 'cells');
export const datasets = counter('dataset', 'datasets');
export const models = counter('model', 'models');
export const predictions = counter('prediction', 'predictions');
export const things = counter('item', 'items');
export const folds = counter('fold', 'folds');
