import { setImmediate as turn } from 'node:timers/promises';
import {
  type InferRequest,
  invalidField,
  type PredictRequest,
  Problem,
  type Row,
} from '@ml-microservices/shared/contracts';
import { noRowProblem } from '@ml-microservices/shared/csv';
import { PlainCsv, toPlainCsv } from '@ml-microservices/shared/spreadsheet';
import Papa from 'papaparse';
import { modelPlan } from '../tabular/column-plans.js';
import { readCsv } from '../tabular/csv-table.js';
import { KeptRecords } from '../tabular/kept-records.js';
import { namesOf, tableFromRows } from '../tabular/row-table.js';
import type { Table } from '../tabular/table.js';
import type { Inference } from './inference.js';
import { predictStream } from './predict-stream.js';
import type { PredictionThreads } from './prediction-threads.js';

/** Bytes of CSV that are predicted at a time, between two turns of the event loop. */
const SLICE_BYTES = 64 * 1024;
/** Rows that are predicted at a time, likewise. */
const SLICE_ROWS = 1_000;

/** Whether so many rows are worth the way to another thread. */
export const isLarge = (nRows: number): boolean => nRows > SLICE_ROWS;

/** Throws a problem unless exactly one of the fields is given. */
export function checkOneInput(request: InferRequest | PredictRequest, fields: readonly string[]): void {
  const given = fields.filter((name) => name in request);
  if (given.length === 1) return;
  const got = given.length === 0 ? 'none' : given.join(' and ');
  throw invalidField(`/${given[0] ?? fields[0]}`, `give exactly one of ${fields.join(', ')}, got ${got}`);
}

/** Predicts the rows of a request, which it answers. Throws a problem where there is no row, or more than `maxRows`. */
export function predictInline(inference: Inference, { data, rows = [] }: PredictRequest, maxRows: number): Table {
  const plan = modelPlan(inference.preprocessing);
  if (rows.length > maxRows) throw tooManyRows(maxRows, rows.length);
  const table = data === undefined ? tableFromRows(rows, plan) : readText(inference, data, maxRows);
  checkRows(table, data);
  inference.predict(table);
  return table;
}

/**
 * Predicts the rows of a request and gives the result's CSV part by part, with `threads` where there are many. Throws a
 * problem where there is no row.
 */
export async function* predictToCsv(
  inference: Inference,
  { data, rows = [] }: Pick<InferRequest, 'data' | 'rows'>,
  threads: PredictionThreads | undefined,
): AsyncGenerator<Uint8Array> {
  if (data === undefined) {
    checkRows({ nRows: rows.length }, data);
    yield* rowsToCsv(inference, rows);
  } else {
    const bytes = Buffer.from(data);
    const csv = new PlainCsv();
    const chunks = csv.through(slices(bytes));
    yield* predictStream(chunks, inference, { threads: bytes.length > SLICE_BYTES ? threads : undefined });
    inference.tell(csv.steps());
    checkRows(inference, data);
  }
}

function readText(inference: Inference, data: string, maxRows: number): Table {
  const { bytes, steps } = toPlainCsv(Buffer.from(data));
  inference.tell(steps);
  return readCsv(bytes, modelPlan(inference.preprocessing), { onRecord: upTo(maxRows) });
}

/** Part by part: other requests get their turn in between. */
async function* rowsToCsv(inference: Inference, rows: readonly Row[]): AsyncGenerator<Uint8Array> {
  const plan = modelPlan(inference.preprocessing);
  const header = namesOf(rows);
  yield inference.header(Papa.unparse([header]), header);
  for (let first = 0; first < rows.length; first += SLICE_ROWS) {
    if (first > 0) await turn();
    const part = rows.slice(first, first + SLICE_ROWS);
    const records = new KeptRecords();
    for (const row of part) {
      const bytes = Buffer.from(Papa.unparse([header.map((name) => row[name] ?? null)]));
      records.keep(bytes, 0, bytes.length);
    }
    yield inference.add(tableFromRows(part, plan, first, header), records.from(0));
  }
}

/** Ends the reading of CSV at the first row that is too many: all that follow would be read for nothing. */
function upTo(maxRows: number): () => void {
  let nRows = -1;
  return () => {
    nRows++;
    if (nRows > maxRows) throw tooManyRows(maxRows, `${nRows} or more`);
  };
}

export function tooManyRows(maxRows: number, got: number | string): Problem {
  return new Problem('payload_too_large', `At most ${maxRows} rows are answered at once, got ${got}.`, {
    reason: 'too_many_rows',
    values: { limit: maxRows },
  });
}

async function* slices(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) yield bytes.subarray(at, at + SLICE_BYTES);
}

function checkRows({ nRows }: Pick<Table, 'nRows'>, data: string | undefined): void {
  if (nRows > 0) return;
  throw data === undefined ? invalidField('/rows', 'must have at least one row, got none') : noRowProblem();
}
