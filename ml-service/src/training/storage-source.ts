import type { StorageClient } from '@ml-microservices/shared/clients';
import type { TrainingSource } from './source.js';

export async function sourceOf(datasetId: number, storage: StorageClient): Promise<TrainingSource> {
  const { columns, target, sha256 } = await storage.dataset(datasetId);
  return { columns, target, sha256, csv: csvOf(datasetId, storage) };
}

/** Asked for when it is read: a training that fails before leaves no answer half taken. */
async function* csvOf(datasetId: number, storage: StorageClient): AsyncGenerator<Uint8Array> {
  yield* await storage.datasetCsv(datasetId);
}
