import type {
  Dataset,
  DatasetListQuery,
  DatasetPreview,
  DatasetProfile,
  DatasetUpdate,
  Page,
  ProfileQuery,
} from '@ml-microservices/shared/contracts';
import { get, patch, remove, type Upload, upload } from './client.js';

const PATH = '/storage/datasets';

export const listDatasets = (params: DatasetListQuery, signal?: AbortSignal) =>
  get<Page<Dataset>>(PATH, { params, signal });
export const getDataset = (id: number, signal?: AbortSignal) => get<Dataset>(`${PATH}/${id}`, { signal });
export const getProfile = (id: number, params: ProfileQuery, signal?: AbortSignal) =>
  get<DatasetProfile>(`${PATH}/${id}/profile`, { params, signal });
export const getPreview = (id: number, params: { limit: number; offset: number }, signal?: AbortSignal) =>
  get<DatasetPreview>(`${PATH}/${id}/preview`, { params, signal });
export const updateDataset = (id: number, changes: DatasetUpdate) => patch<Dataset>(`${PATH}/${id}`, changes);
export const deleteDataset = (id: number, cascade: boolean) => remove(`${PATH}/${id}`, { params: { cascade } });
export const datasetDownloadUrl = (id: number) => `/api${PATH}/${id}/download`;
export const uploadDataset = (csv: Upload) => upload<Dataset>('/storage/upload/dataset', {}, csv);
