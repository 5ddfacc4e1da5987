import type { Dataset, FeatureImportance, Metrics, Model, Run } from '@ml-microservices/shared/contracts';
import { get } from './client.js';

export interface Report {
  readonly model: Model;
  readonly dataset: Dataset;
  readonly run: Run;
  readonly metrics: Metrics;
  readonly feature_importance: readonly FeatureImportance[] | null;
}

export const getReport = (modelId: number, signal?: AbortSignal) =>
  get<Report>(`/scenarios/report/${modelId}`, { signal });
