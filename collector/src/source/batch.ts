import type { Batch } from '@ml-microservices/shared/contracts';
import { LRUCache } from 'lru-cache';
import type { Source } from './source.js';

const MAX_KEPT_BYTES = 16 * 2 ** 20;
/** Of a batch in memory beside its bytes, about. */
const OVERHEAD_BYTES = 512;

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

/** Renders batches of a source, which never changes: those that were asked for of late are kept. */
export function createBatches(source: Source): (wanted: Wanted) => RenderedBatch {
  const kept = new LRUCache<string, RenderedBatch>({
    maxSize: MAX_KEPT_BYTES,
    sizeCalculation: ({ body }) => body.length + OVERHEAD_BYTES,
  });
  return (wanted) => {
    const key = `${wanted.offset} ${wanted.size} ${wanted.isCsv}`;
    const known = kept.get(key);
    if (known) return known;
    const batch = render(source, wanted);
    kept.set(key, batch);
    return batch;
  };
}

/** Up to `size` rows from `offset` on; none past the end of the source. */
function render({ info, table }: Source, { offset, size, isCsv }: Wanted): RenderedBatch {
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
