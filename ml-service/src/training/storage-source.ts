import type { StorageClient } from '@ml-microservices/shared/clients';
import type { Dataset } from '@ml-microservices/shared/contracts';
import type { TrainingSource } from './source.js';

export type KnownDataset = Pick<Dataset, 'columns' | 'sha256'>;

/** Storage is asked for what is not known of the dataset. */
export async function sourceOf(
  datasetId: number,
  storage: StorageClient,
  known?: KnownDataset,
): Promise<TrainingSource> {
  const { columns, sha256 } = known ?? (await storage.dataset(datasetId));
  return { columns, sha256, csv: storage.datasetCsv(datasetId) };
}
