import { type FeaturePreparation, type Preprocessing, Problem } from '@ml-microservices/shared/contracts';
import { listed } from '@ml-microservices/shared/text';
import type { Matrix } from '../estimators/matrix.js';
import { sharedFloats } from '../estimators/shared-memory.js';
import { type Scaling, scaleInPlace } from './scaling.js';
import { type CategoricalColumn, columnsByName, type NumericColumn, type Table, type TableColumn } from './table.js';

/** A feature with its place in the matrix: `width` columns from `first`, one a category where it is one-hot. */
export interface Encoder {
  readonly feature: FeaturePreparation;
  /** What a missing value becomes: NaN where it is kept. */
  readonly substitute: number;
  readonly codes: ReadonlyMap<string, number>;
  readonly first: number;
  readonly width: number;
}

/** A preprocessing made ready for many tables. */
export interface Transformer {
  readonly encoders: readonly Encoder[];
  readonly nColumns: number;
  readonly scaling: Scaling | null;
}

export interface Transformed {
  readonly matrix: Matrix;
  /** Missing values that were imputed, one number a feature; 0 where they are kept. */
  readonly imputed: Int32Array;
  /** Categories never seen in training, which were taken for missing ones, one number a feature. */
  readonly unknown: Int32Array;
}

/** Categoricals of more than two values are one-hot where the preprocessing says so. */
export function createTransformer(preprocessing: Preprocessing): Transformer {
  const { features, one_hot, means, scales, keep_missing = false } = preprocessing;
  let nColumns = 0;
  const encoders = features.map((feature) => {
    const { categories = [] } = feature;
    const width = one_hot && categories.length > 2 ? categories.length : 1;
    const first = nColumns;
    nColumns += width;
    const substitute = keep_missing ? Number.NaN : feature.impute;
    return { feature, substitute, codes: new Map(categories.map((word, code) => [word, code])), first, width };
  });
  return { encoders, nColumns, scaling: means && scales && { means, scales } };
}

/**
 * The matrix of `rows` of a table (all where not given), one matrix row for each: missing values imputed, categories
 * coded, columns scaled. Throws a problem that names the features that the table lacks.
 */
export function transform(transformer: Transformer, table: Table, rows?: Int32Array): Transformed {
  const columns = columnsOf(transformer, table);
  const { encoders, nColumns, scaling } = transformer;
  const nSamples = rows?.length ?? table.nRows;
  // Shared, so that training threads read it where it is.
  const values = sharedFloats(nSamples * nColumns);
  const matrix = { nSamples, nFeatures: nColumns, values };
  const imputed = new Int32Array(encoders.length);
  const unknown = new Int32Array(encoders.length);
  encoders.forEach((encoder, i) => {
    const into = values.subarray(encoder.first * nSamples, (encoder.first + encoder.width) * nSamples);
    [imputed[i], unknown[i]] = fill(encoder, columns[i], into, rows);
  });
  if (scaling) scaleInPlace(matrix, scaling);
  return { matrix, imputed, unknown };
}

/** The columns of one feature alone, as they stand in the matrix, for the values of a column of its type. */
export function transformFeature({ scaling }: Transformer, encoder: Encoder, column: TableColumn): Matrix {
  const { first, width } = encoder;
  const nSamples = column.type === 'numeric' ? column.values.length : column.codes.length;
  const matrix = { nSamples, nFeatures: width, values: new Float64Array(nSamples * width) };
  fill(encoder, column, matrix.values);
  const own = (figures: number[]) => figures.slice(first, first + width);
  if (scaling) scaleInPlace(matrix, { means: own(scaling.means), scales: own(scaling.scales) });
  return matrix;
}

function columnsOf({ encoders }: Transformer, table: Table): TableColumn[] {
  const byName = columnsByName(table);
  const columns: TableColumn[] = [];
  const missing: string[] = [];
  for (const { feature } of encoders) {
    const column = byName.get(feature.name);
    if (!column) missing.push(feature.name);
    else if (column.type === feature.type) columns.push(column);
    else throw new TypeError(`the column ${feature.name} must be read as ${feature.type}, got ${column.type}`);
  }
  if (missing.length > 0) {
    const needed = { message: 'is a column that the model needs', reason: 'needed_column', values: {} };
    const errors = missing.map((name) => ({ path: name, ...needed }));
    const lacked = listed(missing);
    const said = { reason: 'lacks_columns', values: { columns: lacked } };
    throw new Problem('invalid_input', `The input lacks columns that the model needs: ${lacked}.`, { ...said, errors });
  }
  return columns;
}

/** Answers how many values were missing, and how many were categories that the preprocessing does not know. */
function fill(
  encoder: Encoder,
  column: TableColumn,
  into: Float64Array,
  rows?: Int32Array,
): [imputed: number, unknown: number] {
  if (column.type === 'categorical') return fillCategories(encoder, column, into, rows);
  return [fillNumbers(encoder, column, into, rows), 0];
}

function fillNumbers(encoder: Encoder, { values }: NumericColumn, into: Float64Array, rows?: Int32Array): number {
  const { substitute } = encoder;
  let imputed = 0;
  for (let i = 0; i < into.length; i++) {
    const value = values[rows ? rows[i] : i];
    into[i] = Number.isNaN(value) ? substitute : value;
    if (Number.isNaN(value)) imputed++;
  }
  return Number.isNaN(substitute) ? 0 : imputed;
}

const [UNSEEN, UNKNOWN] = [-1, -2];

function fillCategories(
  { substitute, codes, width }: Encoder,
  column: CategoricalColumn,
  into: Float64Array,
  rows?: Int32Array,
): [imputed: number, unknown: number] {
  const nSamples = into.length / width;
  /** Code in the preprocessing of each word of the table, looked up when the word first occurs. */
  const codeOf = new Int32Array(column.words.length).fill(UNSEEN);
  let imputed = 0;
  let unknown = 0;
  for (let i = 0; i < nSamples; i++) {
    const word = column.codes[rows ? rows[i] : i];
    let code = substitute;
    if (word < 0) imputed++;
    else {
      if (codeOf[word] === UNSEEN) codeOf[word] = codes.get(column.words.at(word) ?? '') ?? UNKNOWN;
      if (codeOf[word] === UNKNOWN) unknown++;
      else code = codeOf[word];
    }
    if (width === 1) into[i] = code;
    else if (!Number.isNaN(code)) into[code * nSamples + i] = 1;
  }
  return [Number.isNaN(substitute) ? 0 : imputed, unknown];
}
