import type { ClassLabel } from '@ml-microservices/shared/contracts';
import Papa from 'papaparse';
import type { KeptRecords } from '../tabular/kept-records.js';
import type { TablePredictions } from './predict-table.js';

/** Writes predictions behind the rows that they are for: the row as it came, then class, probability and all of them. */
export class ResultCsv {
  readonly #classes: readonly ClassLabel[];
  readonly #labels: readonly string[];

  constructor(classes: readonly ClassLabel[]) {
    this.#classes = classes;
    this.#labels = classes.map((label) => Papa.unparse([[label]]));
  }

  /** Behind the input's header line `record`, whose `names` ours do not repeat. */
  header(record: string, names: readonly string[]): string {
    const ours = ['prediction', 'probability', ...this.#classes.map((label) => `probability_${label}`)];
    return `${record},${Papa.unparse([ours.map((name) => freeName(name, names))])}\n`;
  }

  /** The row of prediction `i` stands in `records` at `first + i`. */
  rows(records: KeptRecords, first: number, { predicted, probabilities }: TablePredictions): string {
    const nClasses = this.#labels.length;
    const rows = records.texts(first);
    const lines: string[] = [];
    const texts: string[] = [];
    for (let row = 0; row < predicted.length; row++) {
      const code = predicted[row];
      for (let c = 0; c < nClasses; c++) texts[c] = String(probabilities[row * nClasses + c]);
      lines.push(`${rows[row]},${this.#labels[code]},${texts[code]},${texts.join(',')}\n`);
    }
    return lines.join('');
  }
}

function freeName(name: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}_${n}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
