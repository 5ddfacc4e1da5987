import type { Batch } from '@ml-microservices/shared/contracts';
import type { Source } from './source.js';

interface Wanted {
  readonly offset: number;
  readonly size: number;
  readonly isCsv: boolean;
}

interface RenderedBatch {
  readonly offset: number;
  readonly rows: number;
  readonly body: Buffer;
}

/** Up to `size` rows from `offset` on; none past the end of the source. */
export function renderBatch({ info, table }: Source, { offset, size, isCsv }: Wanted): RenderedBatch {
  const start = Math.min(offset, table.rows);
  const end = Math.min(start + size, table.rows);
  const rows = end - start;
  if (isCsv) return { offset, rows, body: table.csv(start, end) };
  const head: Omit<Batch, 'rows'> = {
    source: info.name,
    offset,
    size: rows,
    total: table.rows,
    next_offset: rows === 0 ? null : end,
    columns: info.columns.map(({ name }) => name),
  };
  const open = `${JSON.stringify(head).slice(0, -1)},"rows":`;
  return { offset, rows, body: Buffer.concat([Buffer.from(open), ...table.json(start, end), Buffer.from('}')]) };
}
