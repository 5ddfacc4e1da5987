import {
  MAX_INLINE_PREDICTIONS,
  type Prediction,
  type PredictionResult,
  type Preprocessing,
} from '@ml-microservices/shared/contracts';
import type { KeptRecords } from '../tabular/kept-records.js';
import type { Table } from '../tabular/table.js';
import type { FittedModel } from './fitted-model.js';
import { InputTally } from './input-tally.js';
import { predictTable, type TablePredictions } from './predict-table.js';
import { ResultCsv } from './result-csv.js';
import { inputWarnings } from './warnings.js';

/** One input on its way through a model, part by part: gives the result's CSV and gathers what the answer tells. */
export class Inference {
  readonly #model: FittedModel;
  readonly #threshold: number | null;
  readonly #tally: InputTally;
  readonly #csv: ResultCsv;
  readonly #kept: Prediction[] = [];
  readonly #maxKept: number;
  #nRows = 0;

  /** `maxKept` predictions, the first ones, are part of the answer. */
  constructor(model: FittedModel, threshold: number | null, maxKept = MAX_INLINE_PREDICTIONS) {
    this.#model = model;
    this.#threshold = threshold;
    this.#tally = new InputTally(model.preprocessing);
    this.#csv = new ResultCsv(model.classes);
    this.#maxKept = maxKept;
  }

  get preprocessing(): Preprocessing {
    return this.#model.preprocessing;
  }

  get nRows(): number {
    return this.#nRows;
  }

  /** The header line of the result, behind the input's `record`, whose columns are `names`. */
  header(record: string, names: readonly string[]): Buffer {
    return this.#csv.header(record, names);
  }

  /** The result's lines of the rows of `table`, which stand in `records` from `first` on. */
  add(table: Table, records: KeptRecords, first: number): Buffer {
    return this.#csv.rows(records, first, this.predict(table));
  }

  /** Throws a problem that names the columns that the table lacks. */
  predict(table: Table): TablePredictions {
    const predictions = predictTable(this.#model, table, this.#threshold);
    this.#tally.add(predictions);
    this.#nRows += table.nRows;
    const kept = Math.min(table.nRows, this.#maxKept - this.#kept.length);
    for (let row = 0; row < kept; row++) this.#kept.push(this.#predictionOf(predictions, row));
    return predictions;
  }

  result(): PredictionResult {
    const { score } = this.#tally;
    return {
      rows: this.#nRows,
      predictions: this.#kept,
      warnings: inputWarnings(this.preprocessing, this.#tally.counts),
      ...(score && { score }),
    };
  }

  #predictionOf({ predicted, probabilities }: TablePredictions, row: number): Prediction {
    const { classes } = this.#model;
    const from = row * classes.length;
    const byClass = classes.map((label, c): [string, number] => [String(label), probabilities[from + c]]);
    const code = predicted[row];
    return {
      prediction: classes[code],
      probability: probabilities[from + code],
      probabilities: Object.fromEntries(byClass),
    };
  }
}
