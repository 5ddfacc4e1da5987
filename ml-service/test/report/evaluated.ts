import type { Evaluation } from '@ml-microservices/shared/contracts';
import { type EvaluationJob, evaluateModel } from '../../src/report/evaluate-model.js';
import type { TrainedModel } from '../../src/training/pack.js';
import type { TrainingSource } from '../../src/training/source.js';
import { jobOf, sourceOf, trainJob, type Wish } from '../training/jobs.js';

export interface Wanted {
  readonly csv: string;
  readonly wish: Wish;
  readonly columns?: TrainingSource['columns'];
  readonly testCsv?: string;
  readonly threshold?: number;
}

/** Trains a model and evaluates it by its file, as the child does. */
export async function evaluated(wanted: Wanted): Promise<{ trained: TrainedModel; evaluation: Evaluation }> {
  const { csv, columns, wish, testCsv } = wanted;
  const testOf = () => (testCsv === undefined ? undefined : sourceOf(testCsv, columns));
  const trained = await trainJob(jobOf(sourceOf(csv, columns), wish, testOf()));
  return { trained, evaluation: await evaluate(trained, wanted) };
}

export function evaluate({ model, file }: TrainedModel, wanted: Wanted, more: Partial<EvaluationJob> = {}) {
  const { csv, columns, testCsv, threshold = null } = wanted;
  const job = {
    file,
    source: sourceOf(csv, columns),
    test: testCsv === undefined ? null : sourceOf(testCsv, columns),
    model: { threshold, feature_importance: model.feature_importance },
    run: { duration_ms: 10 },
    ...more,
  };
  return evaluateModel(job, { threads: 1, signal: new AbortController().signal });
}
