import type { StorageClient } from '@ml-microservices/shared/clients';
import type { TrainingSource } from './source.js';

export async function sourceOf(datasetId: number, storage: StorageClient): Promise<TrainingSource> {
  const { columns, target, sha256 } = await storage.dataset(datasetId);
  return { columns, target, sha256, csv: storage.datasetCsv(datasetId) };
}
