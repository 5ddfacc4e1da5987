import type { Report } from '@ml-microservices/shared/contracts';
import type { Services } from '../services.js';

/** Gathers all that storage knows of a model. */
export async function reportOf(modelId: number, { storage }: Pick<Services, 'storage'>): Promise<Report> {
  const { metrics, feature_importance, ...model } = await storage.model(modelId);
  const [dataset, testDataset, run] = await Promise.all([
    storage.dataset(model.dataset_id),
    model.test_dataset_id === null ? null : storage.dataset(model.test_dataset_id),
    storage.run(model.run_id),
  ]);
  return { model, dataset, test_dataset: testDataset, run, metrics, feature_importance };
}
