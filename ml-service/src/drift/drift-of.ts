import { type Drift, MAX_DRIFT_FEATURES, MIN_DRIFT_ROWS, Problem } from '@ml-microservices/shared/contracts';
import { readModelFile } from '../model-file/model-file.js';
import { checkSame } from '../report/subject.js';
import { modelPlan } from '../tabular/column-plans.js';
import { readCsvStream } from '../tabular/csv-table.js';
import { columnsByName, findColumn, type Table } from '../tabular/table.js';
import type { TrainingSource } from '../training/source.js';
import { binsOf } from './bins.js';
import { featureDrifts, isStable } from './feature-drift.js';

export interface DriftSources {
  readonly file: Uint8Array;
  /** The dataset that the model learned from. */
  readonly source: TrainingSource;
  /** Whether all its rows were learned from. */
  readonly isTestApart: boolean;
  /** CSV of the rows that were predicted. */
  readonly input: AsyncIterable<Uint8Array>;
}

/**
 * Compares the rows of an inference with those that the model learned from. Throws a problem where they are too few, and
 * a TrainingError where the dataset is not the one of the training.
 */
export async function driftOf({
  file,
  source,
  isTestApart,
  input,
}: DriftSources): Promise<Omit<Drift, 'run_id' | 'model_id'>> {
  const { header, testRows } = readModelFile(file);
  checkSame(header.dataset_sha256, source);
  const { preprocessing } = header;
  const plan = modelPlan(preprocessing);
  const [training, predicted] = await Promise.all([readCsvStream(source.csv, plan), readCsvStream(input, plan)]);
  const learned = labelledRows(training, preprocessing.target, new Set(isTestApart ? [] : testRows));
  const all = Int32Array.from({ length: predicted.nRows }, (_, row) => row);
  const totals = { training: learned.length, input: all.length };
  if (Math.min(...Object.values(totals)) < MIN_DRIFT_ROWS) throw tooFewRows(totals);
  const [columns, inputColumns] = [columnsByName(training), columnsByName(predicted)];
  const binned = preprocessing.features.flatMap(({ name }) => {
    const [column, inputColumn] = [columns.get(name), inputColumns.get(name)];
    if (!column || !inputColumn) return [];
    return [{ feature: name, bins: binsOf({ column, rows: learned }, { column: inputColumn, rows: all }) }];
  });
  const features = featureDrifts(binned, totals);
  return {
    training_rows: totals.training,
    input_rows: totals.input,
    n_features: features.length,
    n_drifted: features.filter((feature) => !isStable(feature)).length,
    features: features.slice(0, MAX_DRIFT_FEATURES),
  };
}

/** Those with a value of the target that are not held back. */
function labelledRows(table: Table, target: string, held: ReadonlySet<number>): Int32Array {
  const column = findColumn(table, target);
  const isLabelled = (row: number) => column?.type === 'categorical' && column.codes[row] >= 0;
  return Int32Array.from({ length: table.nRows }, (_, row) => row).filter((row) => isLabelled(row) && !held.has(row));
}

function tooFewRows({ training, input }: { training: number; input: number }): Problem {
  const detail = `Drift is told from ${MIN_DRIFT_ROWS} rows on; the inference has ${input} and the training had ${training}.`;
  return new Problem('conflict', detail, {
    reason: 'few_drift_rows',
    values: { limit: MIN_DRIFT_ROWS, input, training },
  });
}
