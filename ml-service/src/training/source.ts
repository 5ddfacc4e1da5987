import type { Column } from '@ml-microservices/shared/contracts';
import { CsvTableReader } from '../tabular/csv-table.js';
import type { ColumnPlan, Table } from '../tabular/table.js';
import type { Reporter } from './reporter.js';
import { said } from './said.js';

/** A dataset to learn from or to be judged on: its schema, the sum of its bytes, and these as they come. */
export interface TrainingSource {
  readonly columns: readonly Column[];
  readonly sha256: string;
  readonly csv: AsyncIterable<Uint8Array>;
}

/** Reads the whole source; an abort stops it at the next chunk. */
export async function readSource(source: TrainingSource, plan: ColumnPlan, reporter: Reporter): Promise<Table> {
  const reader = new CsvTableReader(plan);
  let bytes = 0;
  for await (const chunk of source.csv) {
    reader.write(chunk);
    bytes += chunk.length;
    reporter.report('read', 0, said.bytesRead(bytes));
  }
  const table = reader.end();
  reporter.report('read', 1, said.rowsRead(table.nRows));
  return table;
}
