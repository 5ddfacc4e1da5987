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
  const { n_train, n_test, confusion_matrix, classification_report } = metrics;
  return {
    model,
    dataset,
    test_dataset: testDataset,
    run,
    metrics: { n_train, n_test, ...evaluation.metrics, confusion_matrix, classification_report },
    feature_importance,
    evaluation,
  };
}
