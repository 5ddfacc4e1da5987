import type { Cell, Column, Row } from '@ml-microservices/shared/contracts';
import { CsvTokenizer, readCell } from '@ml-microservices/shared/csv';

interface Wanted {
  readonly columns: readonly Column[];
  /** Rows to pass over, from where the chunks start. */
  readonly skip: number;
  readonly limit: number;
}

/** Reads `limit` rows from CSV without its header; stops reading as soon as it has them. */
export async function readRows(chunks: AsyncIterable<Uint8Array>, { columns, skip, limit }: Wanted): Promise<Row[]> {
  const rows: Row[] = [];
  const cells: Cell[] = new Array(columns.length).fill(null);
  let left = skip;
  const tokenizer = new CsvTokenizer({
    field: (index, bytes, start, end) => {
      if (left === 0 && rows.length < limit)
        cells[index] = readCell(bytes.toString('utf8', start, end).trim(), columns[index]?.type);
    },
    record: () => {
      if (left > 0) left--;
      else if (rows.length < limit)
        rows.push(Object.fromEntries(columns.map(({ name }, index) => [name, cells[index]])));
    },
  });
  for await (const chunk of chunks) {
    tokenizer.write(chunk);
    if (rows.length >= limit) return rows;
  }
  tokenizer.end();
  return rows;
}
