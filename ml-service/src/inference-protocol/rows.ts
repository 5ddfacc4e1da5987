import {
  type Cell,
  type FeaturePreparation,
  invalidField,
  MAX_PREDICT_ROWS,
  type Row,
  type V2Datatype,
  type V2Input,
} from '@ml-microservices/shared/contracts';
import { listed } from '@ml-microservices/shared/text';
import { tooManyRows } from '../inference/input.js';
import { ELEMENTS } from './elements.js';

const MAX_QUOTED = 40;

/** The rows of tensors, one of each feature, up to MAX_PREDICT_ROWS. Throws a problem that names the tensor and the element at fault. */
export function rowsOf(inputs: readonly V2Input[], features: readonly FeaturePreparation[]): Row[] {
  checkNames(inputs, features);
  const typeOf = new Map(features.map(({ name, type }) => [name, type]));
  const columns = inputs.map((input, i) => cellsOf(input, typeOf.get(input.name) === 'numeric', `/inputs/${i}`));
  const [{ length }] = columns;
  columns.forEach((cells, i) => {
    if (cells.length === length) return;
    throw invalidField(`/inputs/${i}/shape`, `must have the rows of the first input, ${length}, got ${cells.length}`);
  });
  return Array.from({ length }, (_, row) => Object.fromEntries(inputs.map(({ name }, i) => [name, columns[i][row]])));
}

function checkNames(inputs: readonly V2Input[], features: readonly FeaturePreparation[]): void {
  const names = features.map(({ name }) => name);
  const known = new Set(names);
  const missing = new Set(names);
  inputs.forEach(({ name }, i) => {
    const path = `/inputs/${i}/name`;
    if (!known.has(name)) throw invalidField(path, `must be one of ${listed(names)}, got "${name}"`);
    if (!missing.delete(name)) throw invalidField(path, `must be given once, got "${name}" again`);
  });
  if (missing.size > 0) throw invalidField('/inputs', `must have ${listed([...missing])} too`);
}

function cellsOf({ shape, datatype, data }: V2Input, isNumeric: boolean, path: string): Cell[] {
  const fits = isNumeric ? datatype !== 'BYTES' : datatype === 'BYTES' || datatype.includes('INT');
  if (!fits) {
    const wanted = isNumeric ? 'a datatype of numbers, or BOOL' : 'BYTES, or a datatype of integers for codes';
    throw invalidField(`${path}/datatype`, `must be ${wanted}, got ${datatype}`);
  }
  const [rows, width = 1, ...more] = shape;
  if (rows === undefined || width !== 1 || more.length > 0) {
    throw invalidField(`${path}/shape`, `must be [rows] or [rows, 1], got [${shape.join(', ')}]`);
  }
  if (rows > MAX_PREDICT_ROWS) throw tooManyRows(MAX_PREDICT_ROWS, rows);
  if (data.length !== rows) {
    throw invalidField(`${path}/data`, `must have ${rows} elements, as the shape says, got ${data.length}`);
  }
  return data.map((element, row) => {
    const isNested = shape.length === 2 && Array.isArray(element) && element.length === 1;
    return cellOf(isNested ? element[0] : element, datatype, `${path}/data/${row}`);
  });
}

function cellOf(element: unknown, datatype: V2Datatype, path: string): Cell {
  if (element === null) return null;
  const { words, has } = ELEMENTS[datatype];
  if (!has(element)) {
    const got = typeof element === 'number' ? String(element) : JSON.stringify(element);
    throw invalidField(path, `must be ${words}, or null where it is missing, got ${got.slice(0, MAX_QUOTED)}`);
  }
  return typeof element === 'boolean' ? Number(element) : (element as Cell);
}
