import type {
  Dataset,
  DatasetListQuery,
  DatasetPreview,
  DatasetProfile,
  DatasetUpdate,
  Page,
} from '@ml-microservices/shared/contracts';
import { get, http, idempotent, patch, remove } from './client.js';

const PATH = '/storage/datasets';

export const listDatasets = (params: DatasetListQuery, signal?: AbortSignal) =>
  get<Page<Dataset>>(PATH, { params, signal });
export const getDataset = (id: number, signal?: AbortSignal) => get<Dataset>(`${PATH}/${id}`, { signal });
export const getProfile = (id: number, signal?: AbortSignal) =>
  get<DatasetProfile>(`${PATH}/${id}/profile`, { signal });
export const getPreview = (id: number, params: { limit: number; offset: number }, signal?: AbortSignal) =>
  get<DatasetPreview>(`${PATH}/${id}/preview`, { params, signal });
export const updateDataset = (id: number, changes: DatasetUpdate) => patch<Dataset>(`${PATH}/${id}`, changes);
export const deleteDataset = (id: number, cascade: boolean) => remove(`${PATH}/${id}`, { params: { cascade } });
export const datasetDownloadUrl = (id: number) => `/api${PATH}/${id}/download`;

export interface Upload {
  readonly file: File;
  readonly name?: string;
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Sends a CSV file; `onProgress` is told the share of its bytes that left the browser. */
export async function uploadDataset({ file, name, onProgress, signal }: Upload): Promise<Dataset> {
  const form = new FormData();
  // Fields come before the file, so that the service knows them while the file streams in.
  if (name) form.append('name', name);
  form.append('file', file);
  const { data } = await http.post<Dataset>('/storage/upload/dataset', form, {
    ...idempotent(),
    signal,
    timeout: 0,
    onUploadProgress: ({ loaded, total }) => onProgress(loaded / (total || file.size || 1)),
  });
  return data;
}
