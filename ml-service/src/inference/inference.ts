import {
  MAX_INLINE_PREDICTIONS,
  type Prediction,
  type PredictionResult,
  type Preprocessing,
  type PreprocessingStep,
} from '@ml-microservices/shared/contracts';
import type { Records } from '../tabular/kept-records.js';
import type { Table } from '../tabular/table.js';
import type { FittedModel } from './fitted-model.js';
import { InputTally } from './input-tally.js';
import { predictPart } from './predict-part.js';
import { judged, predictTable, prepareTable, type TablePredictions } from './predict-table.js';
import type { PredictionThreads } from './prediction-threads.js';
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
  #nBegun = 0;
  #nRows = 0;
  #steps: readonly PreprocessingStep[] = [];

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

  /**
   * The result's lines of the rows of `table`, which stand in `records`; in one of the `threads` where one has room. The
   * next part need not wait for it. Throws a problem at once that names the columns that the table lacks.
   */
  add(table: Table, records: Records, threads?: PredictionThreads): Promise<Uint8Array> {
    const prepared = prepareTable(this.#model, table);
    const gather = this.#begin(table);
    const part = { matrix: prepared.matrix, records, threshold: this.#threshold };
    const predicted = threads?.offer(this.#model, part) ?? Promise.resolve(predictPart(this.#model, part));
    return predicted.then((done) => {
      gather(judged(prepared, done));
      return done.lines;
    });
  }

  /** Throws a problem that names the columns that the table lacks. */
  predict(table: Table): void {
    this.#begin(table)(predictTable(this.#model, table, this.#threshold));
  }

  /** What was done to read the input's text, for the answer. */
  tell(steps: readonly PreprocessingStep[]): void {
    this.#steps = steps;
  }

  result(isLearnedFrom = false): PredictionResult {
    const { score } = this.#tally;
    return {
      rows: this.#nRows,
      predictions: this.#kept,
      warnings: inputWarnings(this.preprocessing, this.#tally.counts),
      ...(this.#steps.length > 0 && { preprocessing: [...this.#steps] }),
      ...(score && { score: { ...score, ...(isLearnedFrom && { learned_from: true }) } }),
    };
  }

  /** Gives what is to be called with the predictions of the next rows; parts may be done in any order. */
  #begin({ nRows }: Table): (predictions: TablePredictions) => void {
    const first = this.#nBegun;
    this.#nBegun += nRows;
    return (predictions) => {
      this.#tally.add(predictions);
      this.#nRows += nRows;
      const kept = Math.min(nRows, this.#maxKept - first);
      for (let row = 0; row < kept; row++) this.#kept[first + row] = this.#predictionOf(predictions, row);
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
