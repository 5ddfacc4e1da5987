import { schemaPlan } from '../tabular/column-plans.js';
import type { Table } from '../tabular/table.js';
import type { Reporter } from './reporter.js';
import { said } from './said.js';
import { readSource, type TrainingSource } from './source.js';

const MAX_BYTES = 64 * 2 ** 20;
const BYTES_PER_WORD = 32;

/** The table that was read last: one dataset is often learned from several times in a row. Tables never change. */
export class RecentTable {
  #key = '';
  #table: Table | null = null;

  async read(source: TrainingSource, reporter: Reporter): Promise<Table> {
    const key = JSON.stringify([source.sha256, source.columns]);
    if (this.#table && key === this.#key) {
      reporter.report('read', 1, said.rowsKnown(this.#table.nRows));
      return this.#table;
    }
    this.#table = null;
    const table = await readSource(source, schemaPlan(source.columns), reporter);
    if (bytesOf(table) <= MAX_BYTES) [this.#key, this.#table] = [key, table];
    return table;
  }
}

function bytesOf({ columns }: Table): number {
  return columns.reduce(
    (sum, column) =>
      sum +
      (column.type === 'numeric'
        ? column.values.byteLength
        : column.codes.byteLength + BYTES_PER_WORD * column.words.length),
    0,
  );
}
