import type {
  CompareRequest,
  Comparison,
  ExplainRequest,
  Explanations,
  Model,
  ModelListQuery,
  ModelUpdate,
  Page,
  PredictionResult,
  PredictRequest,
  Verification,
} from '@ml-microservices/shared/contracts';
import { get, patch, post, remove } from './client.js';

const PATH = '/storage/models';

export const listModels = (params: ModelListQuery, signal?: AbortSignal) => get<Page<Model>>(PATH, { params, signal });
export const getModel = (id: number, signal?: AbortSignal) => get<Model>(`${PATH}/${id}`, { signal });
export const updateModel = (id: number, changes: ModelUpdate) => patch<Model>(`${PATH}/${id}`, changes);
export const deleteModel = (id: number, cascade: boolean) => remove(`${PATH}/${id}`, { params: { cascade } });
export const modelDownloadUrl = (id: number) => `/api${PATH}/${id}/download`;

/** Predicts at once and stores nothing: for forms that answer as one types. */
export const predict = (id: number, request: PredictRequest, signal?: AbortSignal) =>
  post<PredictionResult>(`/ml/models/${id}/predict`, request, { signal });

/** Says why, and stores nothing. */
export const explain = (id: number, request: ExplainRequest, signal?: AbortSignal) =>
  post<Explanations>(`/ml/models/${id}/explain`, request, { signal });

/** Trains the model again and compares every byte, which takes as long as its training did. */
export const verify = (id: number) => post<Verification>(`/ml/models/${id}/verify`, undefined, { timeout: 0 });

/** Judges models on the rows that they were all tested on; 409 where those are not the same. */
export const compareModels = (model_ids: number[], signal?: AbortSignal) =>
  post<Comparison>('/ml/models/compare', { model_ids } satisfies CompareRequest, { signal });
