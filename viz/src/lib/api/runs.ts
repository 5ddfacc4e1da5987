import type {
  Drift,
  InferRequest,
  ModelTypes,
  Page,
  Run,
  RunAccepted,
  RunListQuery,
  TrainRequest,
} from '@ml-microservices/shared/contracts';
import { get, idempotent, post, remove, type Upload, upload } from './client.js';

const PATH = '/storage/runs';

export const listRuns = (params: RunListQuery, signal?: AbortSignal) => get<Page<Run>>(PATH, { params, signal });
export const getRun = (id: number, signal?: AbortSignal) => get<Run>(`${PATH}/${id}`, { signal });
export const deleteRun = (id: number, cascade: boolean) => remove(`${PATH}/${id}`, { params: { cascade } });
/** How the rows of an inference differ from those that its model learned from. */
export const getDrift = (id: number, signal?: AbortSignal) => get<Drift>(`/ml/runs/${id}/drift`, { signal });
export const cancelRun = (id: number) => post<unknown>(`/ml/runs/${id}/cancel`);
export const listModelTypes = (signal?: AbortSignal) => get<ModelTypes>('/ml/model-types', { signal });
export const resultDownloadUrl = (fileId: number) => `/api/storage/files/${fileId}/download`;
export const progressUrl = (runId: number) => `/api/progress/${runId}`;

/** A run that goes on, or one that finished within the wait. */
export type StartedRun = RunAccepted | Run;

export const train = (request: TrainRequest) => post<StartedRun>('/scenarios/train-model', request, idempotent());
export const infer = (request: InferRequest) => post<StartedRun>('/scenarios/infer-model', request, idempotent());

export const inferFile = (modelId: number, file: Upload) =>
  upload<StartedRun>('/scenarios/infer-model', { model_id: String(modelId) }, file);

export function startedRunId(run: StartedRun): number {
  return 'run_id' in run ? run.run_id : run.id;
}
