import type { ClassLabel } from '@ml-microservices/shared/contracts';
import Papa from 'papaparse';
import { GrowingBytes } from '../tabular/growing-bytes.js';
import type { Records } from '../tabular/kept-records.js';
import type { Predicted } from './predict-table.js';

const COMMA = 0x2c;
const LF = Buffer.from('\n');

/** What is told of each row: its class, that class's probability, and the probability of every class. */
export const resultColumns = (classes: readonly ClassLabel[]): string[] => [
  'prediction',
  'probability',
  ...classes.map((label) => `probability_${label}`),
];

/** Writes predictions behind the rows that they are for: the row as it came, then class, probability and all of them. */
export class ResultCsv {
  readonly #classes: readonly ClassLabel[];
  readonly #labels: readonly Buffer[];

  constructor(classes: readonly ClassLabel[]) {
    this.#classes = classes;
    this.#labels = classes.map((label) => Buffer.from(`,${Papa.unparse([[label]])},`));
  }

  /** Behind the input's header line `record`, whose `names` ours do not repeat. */
  header(record: string, names: readonly string[]): Buffer {
    const ours = resultColumns(this.#classes).map((name) => freeName(name, names));
    return Buffer.from(`${record},${Papa.unparse([ours])}\n`);
  }

  /** The lines of rows that stand in `records`, one for each prediction. */
  rows({ bytes, ends }: Records, { predicted, probabilities }: Predicted): Buffer {
    const nClasses = this.#labels.length;
    // All numbers in one text, from which they are copied: the engine writes a list faster than each of its numbers.
    const numbers = Buffer.from(JSON.stringify(Array.from(probabilities)), 'latin1');
    numbers[numbers.length - 1] = COMMA;
    /** Where the numbers of a row start, and those of the next. */
    const starts = new Int32Array(nClasses + 1).fill(1);
    const lines = new GrowingBytes();
    for (let row = 0, start = 0; row < ends.length; start = ends[row++]) {
      starts[0] = starts[nClasses];
      for (let c = 0; c < nClasses; c++) starts[c + 1] = numbers.indexOf(COMMA, starts[c]) + 1;
      const code = predicted[row];
      lines.add(bytes, start, ends[row]);
      lines.add(this.#labels[code]);
      lines.add(numbers, starts[code], starts[code + 1]);
      lines.add(numbers, starts[0], starts[nClasses] - 1);
      lines.add(LF);
    }
    return lines.bytes;
  }
}

function freeName(name: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}_${n}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
