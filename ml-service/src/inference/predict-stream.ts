import { setImmediate as turn } from 'node:timers/promises';
import { modelPlan } from '../tabular/column-plans.js';
import { CsvTableReader } from '../tabular/csv-table.js';
import { KeptRecords } from '../tabular/kept-records.js';
import type { Inference } from './inference.js';

interface StreamOptions {
  readonly signal?: AbortSignal;
  /** Called with the number of rows that are done. */
  readonly onRows?: (done: number) => void;
}

/** Predicts CSV as it comes and gives the result's CSV chunk by chunk: memory does not grow with the rows. */
export async function* predictStream(
  csv: AsyncIterable<Uint8Array>,
  inference: Inference,
  { signal, onRows }: StreamOptions = {},
): AsyncGenerator<Buffer> {
  let records = new KeptRecords();
  const onRecord = (bytes: Buffer, start: number, end: number) => records.keep(bytes, start, end);
  const reader = new CsvTableReader(modelPlan(inference.preprocessing), { onRecord });
  /** Records before the rows of a table: the header comes with the first. */
  let skip = 1;
  function* flush(table: ReturnType<CsvTableReader['take']>): Generator<Buffer> {
    if (skip === 1 && records.length > 0) yield inference.header(records.text(0), table.header);
    if (table.nRows > 0) yield inference.add(table, records, skip);
    if (records.length > 0) skip = 0;
    records = new KeptRecords();
  }
  let isFirst = true;
  for await (const chunk of csv) {
    // Other requests get their turn between two chunks.
    if (!isFirst) await turn();
    isFirst = false;
    signal?.throwIfAborted();
    reader.write(chunk);
    yield* flush(reader.take());
    onRows?.(inference.nRows);
  }
  yield* flush(reader.end());
}
