import type { Health, ProblemDetails } from '@ml-microservices/shared/contracts';
import { http } from './client.js';
import { ApiError } from './error.js';

const TIMEOUT_MS = 5_000;

/** Of web-master, or of the service at `baseURL`. A 503 is an answer too: it says what is ill. */
export async function getHealth(signal?: AbortSignal, baseURL = '/api'): Promise<Health> {
  const { data } = await http.get<Health | ProblemDetails>('/health', {
    baseURL,
    signal,
    timeout: TIMEOUT_MS,
    validateStatus: (status) => status === 200 || status === 503,
  });
  if ('checks' in data) return data;
  throw new ApiError(data);
}
