import type { Repeat } from '@ml-microservices/shared/clients';
import {
  type Batch,
  type CollectRequest,
  type CollectResult,
  type Dataset,
  invalidField,
  Problem,
} from '@ml-microservices/shared/contracts';
import { csvText } from '@ml-microservices/shared/csv';
import { stampOf } from '@ml-microservices/shared/text';
import { preprocess } from '../preprocessing/preprocess.js';
import type { Services } from '../services.js';
import type { SourceCatalog } from './source-catalog.js';

interface Needs extends Pick<Services, 'collector' | 'storage'> {
  readonly sourceOf: SourceCatalog;
}

/** Takes a batch from the collector, prepares it and stores it as a dataset. */
export async function collectAndStore(request: CollectRequest, repeat: Repeat, needs: Needs): Promise<CollectResult> {
  const { collector, storage } = needs;
  // Without an offset a batch moves the collector's cursor, so it is not asked for while nobody can store it.
  if (request.offset === undefined) await storage.checkAlive();
  const batch = await collector.batch({ size: request.batch_size, offset: request.offset });
  if (batch.rows.length === 0) throw endOfSource(batch, request);
  try {
    return resultOf(await store(batch, request.name, repeat, needs));
  } catch (error) {
    throw request.offset === undefined ? withOffset(error, batch.offset) : error;
  }
}

export function resultOf(dataset: Dataset): CollectResult {
  const { id, rows, preprocessing } = dataset;
  return { dataset_id: id, dataset, rows, preprocessing };
}

async function store(
  batch: Batch,
  name: string | undefined,
  repeat: Repeat,
  { storage, sourceOf }: Needs,
): Promise<Dataset> {
  const { sha256, target, columns: known } = await sourceOf(batch);
  const { columns, rows, steps } = preprocess(batch, known);
  const { source, offset, size } = batch;
  return storage.createDataset(
    {
      name: name ?? `${source}_${stampOf(new Date().toISOString())}`,
      target,
      columns,
      csv: csvText(batch.columns, rows),
      source: { kind: 'collector', name: source, sha256, offset, size },
      preprocessing: steps,
    },
    repeat,
  );
}

function endOfSource({ source, total }: Batch, { offset }: CollectRequest): Problem {
  const offsets = `0 to ${total - 1}`;
  if (offset !== undefined) {
    const said = { reason: 'offset_range', values: { limit: total - 1, value: offset } };
    return invalidField('/offset', `must be from ${offsets}, got ${offset}`, said);
  }
  return new Problem(
    'conflict',
    `All ${total} rows of ${source} were given. Start over with POST /api/collector/reset, or give an offset from ${offsets}.`,
    { reason: 'source_at_end', values: { rows: total, source } },
  );
}

/** The cursor has moved past rows that were not stored; says how to get them again. */
function withOffset(error: unknown, offset: number): unknown {
  if (!(error instanceof Problem)) return error;
  const how = `The rows from ${offset} on are not stored; ask for them again with "offset": ${offset}.`;
  return new Problem(error.code, `${error.detail.replace(/\.?$/, '.')} ${how}`, {
    ...error.extras,
    reason: 'rows_not_stored',
    values: { offset },
    cause: error,
  });
}
