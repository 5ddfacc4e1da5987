import type { Dataset, DatasetPreview, PreviewQuery } from '@ml-microservices/shared/contracts';
import { ROWS_PER_MARK } from '@ml-microservices/shared/csv';
import type { Services } from '../routes/services.js';
import { readRows } from './read-rows.js';

/** Rows of a stored dataset, read from the mark nearest before them. */
export async function previewOf(
  dataset: Dataset,
  query: PreviewQuery,
  { repositories, content }: Services,
): Promise<DatasetPreview> {
  const { limit = 50, offset = 0 } = query;
  const columns = dataset.columns.map(({ name }) => name);
  const page = { columns, total: dataset.rows, limit, offset };
  if (offset >= dataset.rows) return { ...page, rows: [] };
  const mark = Math.floor(offset / ROWS_PER_MARK);
  const start = repositories.datasets.rowMarks(dataset.id)?.[mark] ?? 0;
  const file = { id: dataset.file_id, sha256: dataset.sha256 };
  const bytes = content.part(file, { start, end: Number.MAX_SAFE_INTEGER });
  const rows = await readRows(bytes, { columns: dataset.columns, skip: offset - mark * ROWS_PER_MARK, limit });
  if (rows.length < Math.min(limit, dataset.rows - offset)) await content.checkIntact(file);
  return { ...page, rows };
}
