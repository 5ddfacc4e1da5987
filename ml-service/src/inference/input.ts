import { type InferRequest, invalidField, type PredictRequest, Problem } from '@ml-microservices/shared/contracts';
import { lineProblem } from '@ml-microservices/shared/csv';
import Papa from 'papaparse';
import { modelPlan } from '../tabular/column-plans.js';
import { readCsv } from '../tabular/csv-table.js';
import { KeptRecords } from '../tabular/kept-records.js';
import { tableFromRows } from '../tabular/row-table.js';
import type { Table } from '../tabular/table.js';
import type { Inference } from './inference.js';
import { predictStream } from './predict-stream.js';

/** Bytes of CSV that are predicted at a time, between two turns of the event loop. */
const SLICE_BYTES = 64 * 1024;

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
  const table = data === undefined ? tableFromRows(rows, plan) : readCsv(data, plan);
  if (table.nRows > maxRows) {
    throw new Problem('payload_too_large', `At most ${maxRows} rows are answered at once, got ${table.nRows}.`);
  }
  checkRows(table, data);
  inference.predict(table);
  return table;
}

/** Predicts the rows of a request and answers the result's CSV. Throws a problem where there is no row. */
export async function predictToCsv(
  inference: Inference,
  { data, rows = [] }: Pick<InferRequest, 'data' | 'rows'>,
): Promise<string[]> {
  if (data !== undefined) {
    const chunks: string[] = [];
    for await (const chunk of predictStream(slices(data), inference)) chunks.push(chunk);
    checkRows(inference, data);
    return chunks;
  }
  const table = tableFromRows(rows, modelPlan(inference.preprocessing));
  checkRows(table, data);
  const records = new KeptRecords();
  for (const cells of [table.header, ...rows.map((row) => table.header.map((name) => row[name] ?? null))]) {
    const bytes = Buffer.from(Papa.unparse([cells]));
    records.keep(bytes, 0, bytes.length);
  }
  return [inference.header(records.text(0), table.header), inference.add(table, records, 1)];
}

async function* slices(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) yield bytes.subarray(at, at + SLICE_BYTES);
}

function checkRows({ nRows }: Pick<Table, 'nRows'>, data: string | undefined): void {
  if (nRows > 0) return;
  throw data === undefined
    ? invalidField('/rows', 'must have at least one row, got none')
    : lineProblem(2, 'a row was expected after the header');
}
