import { type Cell, type Dataset, type DatasetNew, invalidField } from '@ml-microservices/shared/contracts';
import { csvText, type KnownColumn, TableScanner } from '@ml-microservices/shared/csv';
import { toPlainCsv } from '@ml-microservices/shared/spreadsheet';
import { listed } from '@ml-microservices/shared/text';
import type { Commit } from '../routes/once.js';
import type { Services } from '../routes/services.js';
import { storeDataset } from './store-dataset.js';

type Columns = NonNullable<DatasetNew['columns']>;

/** Stores a dataset of a JSON body, of its rows or its CSV text, as CSV by RFC 4180. */
export async function storeJson(body: DatasetNew, services: Services, commit: Commit): Promise<Dataset> {
  const { columns, rows, csv, ...rest } = body;
  if ((rows === undefined) === (csv === undefined)) throw invalidField('/rows', 'give either rows or csv');
  const { bytes, steps } =
    csv === undefined ? { bytes: Buffer.from(toCsv(columns, rows ?? [])), steps: [] } : toPlainCsv(Buffer.from(csv));
  const scanner = new TableScanner((header) => knownColumns(columns, header));
  scanner.write(bytes);
  scanner.end();
  const blob = await services.content.stage([bytes]);
  try {
    const { source = { kind: 'json' as const }, preprocessing = [] } = rest;
    const dataset = { ...rest, source, preprocessing: [...preprocessing, ...steps] };
    return await storeDataset(dataset, { blob, table: scanner.result() }, services, commit);
  } finally {
    await blob.discard();
  }
}

const nameOf = (column: Columns[number]) => (typeof column === 'string' ? column : column.name);

/** A column that is given by its name alone is typed by its values. Throws where the CSV has other columns. */
function knownColumns(columns: Columns | undefined, header: readonly string[]): KnownColumn[] {
  if (!columns) return [];
  const names = columns.map((column) => nameOf(column).trim());
  if (names.length !== header.length || names.some((name, index) => name !== header[index])) {
    throw invalidField('/columns', `must be the columns of the CSV (${listed(header)}), got ${listed(names)}`);
  }
  return columns.map((column) => (typeof column === 'string' ? {} : column));
}

function toCsv(columns: Columns | undefined, rows: NonNullable<DatasetNew['rows']>): string {
  if (!columns) throw invalidField('/columns', 'is required where rows are given');
  const fields = columns.map(nameOf);
  const known = new Set(fields);
  const data = rows.map((row, index): Cell[] => {
    if (Array.isArray(row)) {
      if (row.length !== fields.length)
        throw invalidField(`/rows/${index}`, `must have ${fields.length} cells, got ${row.length}`);
      return row;
    }
    const unknown = Object.keys(row).find((name) => !known.has(name));
    if (unknown !== undefined) throw invalidField(`/rows/${index}/${unknown}`, 'is not one of the columns');
    return fields.map((name) => row[name] ?? null);
  });
  return csvText(fields, data);
}
