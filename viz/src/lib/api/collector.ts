import type {
  Access,
  AccessListQuery,
  CollectRequest,
  CollectResult,
  CursorReset,
  Page,
  SourceInfo,
} from '@ml-microservices/shared/contracts';
import { get, idempotent, post } from './client.js';

export const getSource = (signal?: AbortSignal) => get<SourceInfo>('/collector/info', { signal });
export const listAccesses = (params: AccessListQuery, signal?: AbortSignal) =>
  get<Page<Access>>('/collector/accesses', { params, signal });
export const resetCursor = () => post<CursorReset>('/collector/reset');
export const collectAndStore = (request: CollectRequest) =>
  post<CollectResult>('/scenarios/collect-and-store', request, idempotent());
