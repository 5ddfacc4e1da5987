import { setImmediate as turn } from 'node:timers/promises';
import { modelPlan } from '../tabular/column-plans.js';
import { CsvTableReader } from '../tabular/csv-table.js';
import { KeptRecords } from '../tabular/kept-records.js';
import type { Table } from '../tabular/table.js';
import { inOrder } from './in-order.js';
import type { Inference } from './inference.js';
import type { PredictionThreads } from './prediction-threads.js';

/** Bytes of CSV of a part where threads share in them: so few that all have something to do until the end. */
const PART_BYTES = 32 * 1024;

interface StreamOptions {
  readonly signal?: AbortSignal;
  /** Called with the number of rows that are done. */
  readonly onRows?: (done: number) => void;
  /** For a large input. */
  readonly threads?: PredictionThreads | undefined;
}

/** Predicts CSV as it comes and gives the result's CSV chunk by chunk: memory does not grow with the rows. */
export async function* predictStream(
  csv: AsyncIterable<Uint8Array>,
  inference: Inference,
  { signal, onRows, threads }: StreamOptions = {},
): AsyncGenerator<Uint8Array> {
  const parts = threads ? cut(csv) : csv;
  for await (const lines of inOrder(tasksOf(parts, inference, { signal, threads }), threads?.mostParts ?? 1)) {
    yield lines;
    onRows?.(inference.nRows);
  }
}

async function* cut(csv: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of csv) {
    for (let at = 0; at < chunk.length; at += PART_BYTES) yield chunk.subarray(at, at + PART_BYTES);
  }
}

/** Each gives the next lines of the result. */
async function* tasksOf(
  csv: AsyncIterable<Uint8Array>,
  inference: Inference,
  { signal, threads }: Pick<StreamOptions, 'signal' | 'threads'>,
): AsyncGenerator<() => Promise<Uint8Array>> {
  let records = new KeptRecords();
  const onRecord = (bytes: Buffer, start: number, end: number) => records.keep(bytes, start, end);
  const reader = new CsvTableReader(modelPlan(inference.preprocessing), { onRecord });
  /** Records before the rows of a table: the header comes with the first. */
  let skip = 1;
  function* flush(table: Table) {
    const kept = records;
    const first = skip;
    if (kept.length === 0) return;
    records = new KeptRecords();
    skip = 0;
    if (first === 1) yield async () => inference.header(kept.header, table.header);
    if (table.nRows > 0) yield () => inference.add(table, kept.from(first), threads);
  }
  let isFirst = true;
  for await (const chunk of csv) {
    // Other requests get their turn between two chunks.
    if (!isFirst) await turn();
    isFirst = false;
    signal?.throwIfAborted();
    reader.write(chunk);
    yield* flush(reader.take());
  }
  yield* flush(reader.end());
}
