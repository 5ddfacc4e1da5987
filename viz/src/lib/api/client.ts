import axios, { type AxiosRequestConfig } from 'axios';
import { learnTime } from '../state/clock.svelte.js';
import { toApiError } from './error.js';

/** Longer than the longest wait that the services grant (`Prefer: wait=60`). */
const TIMEOUT_MS = 75_000;

/** All requests go to the page's own origin; the viz service passes them on. */
export const http = axios.create({ baseURL: '/api', timeout: TIMEOUT_MS });

http.interceptors.response.use(
  (response) => {
    learnTime(response.headers.date);
    return response;
  },
  (error: unknown) => Promise.reject(toApiError(error)),
);

export async function get<T>(path: string, options: AxiosRequestConfig = {}): Promise<T> {
  return (await http.get<T>(path, options)).data;
}

export async function post<T>(path: string, body?: unknown, options: AxiosRequestConfig = {}): Promise<T> {
  return (await http.post<T>(path, body, options)).data;
}

export async function patch<T>(path: string, body: unknown): Promise<T> {
  return (await http.patch<T>(path, body)).data;
}

export async function remove(path: string, options: AxiosRequestConfig = {}): Promise<void> {
  await http.delete(path, options);
}

/** A key that makes a repeated POST answer what the first one answered. */
export function idempotent(): AxiosRequestConfig {
  return { headers: { 'idempotency-key': crypto.randomUUID() } };
}

export interface Upload {
  readonly file: File;
  readonly onProgress: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Posts a form with a file, however long it takes; `onProgress` is told the share of the bytes that left the browser. */
export function upload<T>(
  path: string,
  fields: Readonly<Record<string, string>>,
  { file, onProgress, signal }: Upload,
): Promise<T> {
  const form = new FormData();
  // Fields come before the file, so that the service knows them while the file streams in.
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file);
  return post<T>(path, form, {
    ...idempotent(),
    signal,
    timeout: 0,
    onUploadProgress: ({ loaded, total }) => onProgress(loaded / (total || file.size || 1)),
  });
}
