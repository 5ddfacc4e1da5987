import type { Report } from '@ml-microservices/shared/contracts';
import type { Services } from '../services.js';

/** Gathers all that is known of a model: its rows from storage, its evaluation from ml-service. */
export async function reportOf(modelId: number, { storage, ml }: Pick<Services, 'storage' | 'ml'>): Promise<Report> {
  const { metrics, feature_importance, ...model } = await storage.model(modelId);
  const [dataset, testDataset, run, evaluation] = await Promise.all([
    storage.dataset(model.dataset_id),
    model.test_dataset_id === null ? null : storage.dataset(model.test_dataset_id),
    storage.run(model.run_id),
    ml.evaluation(modelId),
  ]);
  return { model, dataset, test_dataset: testDataset, run, metrics, feature_importance, evaluation };
}
