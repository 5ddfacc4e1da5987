import type { Column } from '@ml-microservices/shared/contracts';
import { NOT_A_NUMBER, parseNumberText } from '@ml-microservices/shared/csv';
import { type AnyEstimator, estimatorOf } from '../estimators/registry.js';
import { decide } from '../evaluation/decide.js';
import type { Judged } from '../evaluation/judged.js';
import { predictInBlocks } from '../evaluation/predict-blocks.js';
import { type FittedModel, openModel } from '../inference/fitted-model.js';
import { readModelFile } from '../model-file/model-file.js';
import { classCodes } from '../tabular/classes.js';
import { modelPlan, schemaPlan } from '../tabular/column-plans.js';
import { readCsvStream } from '../tabular/csv-table.js';
import { type ColumnPlan, findColumn, type Table, type TableColumn } from '../tabular/table.js';
import { transform } from '../tabular/transform.js';
import type { Samples } from '../training/matrices.js';
import type { TrainingSource } from '../training/source.js';
import { TrainingError } from '../training/training-error.js';

/** Rows of a table, ready for the estimator. */
export interface Side extends Samples {
  readonly table: Table;
}

/** A model with all that its training was given, as the model file and the datasets tell. */
export interface Subject {
  readonly fitted: FittedModel;
  readonly estimator: AnyEstimator;
  /** The model itself, opaque to all but its estimator. */
  readonly model: unknown;
  readonly train: Side;
  readonly test: Side;
  /** Rows of both tables whose class is not known. */
  readonly unlabelled: number;
  /** Of the test rows, at the class of highest probability. */
  readonly judged: Judged;
}

export interface SubjectSources {
  readonly file: Uint8Array;
  readonly source: TrainingSource;
  readonly test: TrainingSource | null;
}

/**
 * Reads the datasets again and finds the rows of both sides: those to be judged on are in the file, and the model
 * learned from all others of known class. Throws a TrainingError where a dataset is not the one of the training.
 */
export async function readSubject({ file, source, test }: SubjectSources, signal: AbortSignal): Promise<Subject> {
  const fitted = openModel(file);
  const { header, state } = readModelFile(file);
  checkSame(header.dataset_sha256, source);
  if (test && header.test_dataset_sha256) checkSame(header.test_dataset_sha256, test);
  const table = await readCsvStream(source.csv, planOf(source.columns, fitted));
  const testTable = test ? await readTestTable(test, fitted) : table;
  const held = new Set(test ? [] : fitted.testRows);
  const known = labelledRows(table, fitted);
  const train = sideOf(
    table,
    fitted,
    known.rows.filter((row) => !held.has(row)),
  );
  const judgedSide = sideOf(testTable, fitted, fitted.testRows);
  const testUnlabelled = test ? testTable.nRows - judgedSide.rows.length : 0;
  const estimator = estimatorOf(header.model_type, header.engine);
  return {
    fitted,
    estimator,
    model: estimator.load(state),
    train,
    test: judgedSide,
    unlabelled: table.nRows - known.rows.length + testUnlabelled,
    judged: await judge(fitted, judgedSide, signal),
  };
}

/** Throws a TrainingError where the bytes of a source are not those that a model names. */
export function checkSame(expected: string, { sha256 }: TrainingSource): void {
  if (expected === sha256) return;
  throw new TrainingError(
    'missing_columns',
    'the dataset is not the one that the model was trained on',
    {},
    'other_dataset',
  );
}

/** Features and target as the training read them, so that a category may come as its code; all others as the dataset. */
async function readTestTable({ csv, columns }: TrainingSource, { preprocessing }: FittedModel): Promise<Table> {
  const [ofModel, ofSchema] = [modelPlan(preprocessing), schemaPlan(columns)];
  const table = await readCsvStream(csv, (name) => ofModel(name) ?? ofSchema(name));
  if (preprocessing.target_type === 'categorical') return table;
  const typed = table.columns.map((column) => (column.name === preprocessing.target ? asNumbers(column) : column));
  return { ...table, columns: typed };
}

/** Words that are no numbers, and so none of the classes, are missing. */
function asNumbers(column: TableColumn): TableColumn {
  if (column.type === 'numeric') return column;
  const numbers = Float64Array.from({ length: column.words.length }, (_, code) => {
    const value = parseNumberText(column.words.at(code) ?? '');
    return value === NOT_A_NUMBER ? Number.NaN : value;
  });
  const values = Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : numbers[code]));
  return { name: column.name, type: 'numeric', values };
}

/** Features and target as the model types them, all other columns as the dataset does. */
function planOf(columns: readonly Column[], { preprocessing }: FittedModel): ColumnPlan {
  const ofSchema = schemaPlan(columns);
  const types = new Map(preprocessing.features.map(({ name, type }) => [name, type]));
  types.set(preprocessing.target, preprocessing.target_type);
  return (name) => {
    const type = types.get(name);
    const spec = ofSchema(name);
    // A model's categories are words of its dataset; where the schema has none the words are read as they are.
    return type === undefined ? spec : { ...(spec?.categories && { categories: spec.categories }), type };
  };
}

function labelledRows(table: Table, { preprocessing, classes }: FittedModel) {
  const column = findColumn(table, preprocessing.target);
  if (!column)
    throw new TrainingError(
      'missing_columns',
      `the dataset has no column ${preprocessing.target}`,
      { column: preprocessing.target },
      'missing_column',
    );
  const codes = classCodes(column, classes, preprocessing.target_type);
  return { codes, rows: Int32Array.from(codes.keys()).filter((row) => codes[row] >= 0) };
}

function sideOf(table: Table, fitted: FittedModel, rows: Int32Array): Side {
  const { codes } = labelledRows(table, fitted);
  const { matrix } = transform(fitted.transformer, table, rows);
  return { table, rows, codes: rows.map((row) => codes[row]), X: matrix };
}

async function judge({ predictProba, classes }: FittedModel, { X, codes }: Side, signal: AbortSignal): Promise<Judged> {
  const probabilities = await predictInBlocks(predictProba, X, classes.length, () => signal.throwIfAborted());
  return { truth: codes, predicted: decide(probabilities, classes.length), probabilities, nClasses: classes.length };
}
