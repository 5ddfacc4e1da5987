import type { Report } from '@ml-microservices/shared/contracts';
import type { Services } from '../services.js';
import type { EvaluationOf } from './evaluations.js';

interface Needs extends Pick<Services, 'storage'> {
  readonly evaluationOf: EvaluationOf;
}

/** Gathers all that is known of a model: its rows from storage, its evaluation from ml-service. */
export async function reportOf(modelId: number, { storage, evaluationOf }: Needs): Promise<Report> {
  const stored = await storage.model(modelId);
  const { metrics, feature_importance, ...model } = stored;
  const [dataset, testDataset, run, evaluation] = await Promise.all([
    storage.dataset(model.dataset_id),
    model.test_dataset_id === null ? null : storage.dataset(model.test_dataset_id),
    storage.run(model.run_id),
    evaluationOf(stored),
  ]);
  const { n_train, n_test, n_iter, converged, confusion_matrix, classification_report } = metrics;
  return {
    model,
    dataset,
    test_dataset: testDataset,
    run,
    metrics: { n_train, n_test, n_iter, converged, ...evaluation.metrics, confusion_matrix, classification_report },
    feature_importance,
    evaluation,
  };
}
