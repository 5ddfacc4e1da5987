import type { StorageClient } from '@ml-microservices/shared/clients';
import type { Dataset } from '@ml-microservices/shared/contracts';
import type { TrainingSource } from './source.js';

/** What of a dataset never changes. */
export type KnownDataset = Pick<Dataset, 'columns' | 'target' | 'sha256'>;

/** Storage is asked for what is not known of the dataset. */
export async function sourceOf(
  datasetId: number,
  storage: StorageClient,
  known?: KnownDataset,
): Promise<TrainingSource> {
  const { columns, target, sha256 } = known ?? (await storage.dataset(datasetId));
  return { columns, target, sha256, csv: storage.datasetCsv(datasetId) };
}
